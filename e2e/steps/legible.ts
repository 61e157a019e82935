/** Whether what stands on a screen can be read: its contrast, and that nothing is cut off or stands on another. */
import type { Page } from "@playwright/test";

/** Each text on the screen whose contrast with its ground is below `least`, as one line. */
export function faint(page: Page, least: number): Promise<string[]> {
  return page.evaluate((least) => {
    const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (colour: string) => {
      const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const groundOf = (element: Element): string => {
      for (let on: Element | null = element; on; on = on.parentElement) {
        const colour = getComputedStyle(on).backgroundColor;
        if (channels(colour)[3] !== 0) return colour;
      }
      return "rgb(255, 255, 255)";
    };
    const texts = [...document.querySelectorAll("body *")].filter(
      (element) =>
        [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()) &&
        element.getClientRects().length > 0 &&
        !element.closest(".only-heard, :disabled, svg"),
    );
    return texts.flatMap((element) => {
      const [text, ground] = [getComputedStyle(element).color, groundOf(element)];
      const [light, dark] = [luminance(text), luminance(ground)].sort((a, b) => b - a) as [number, number];
      const contrast = (light + 0.05) / (dark + 0.05);
      return contrast < least ? [`${element.textContent}: ${text} on ${ground} is ${contrast.toFixed(2)}`] : [];
    });
  }, least);
}

/** Each of these elements that leaves the screen, is cut off by what it stands in, or touches another of them. */
export function crowded(page: Page, selector: string): Promise<string[]> {
  return page.evaluate((selector) => {
    const all = [...document.querySelectorAll<HTMLElement>(selector)].map((element) => {
      // The words themselves, not the block they could fill.
      const range = document.createRange();
      range.selectNodeContents(element);
      const box = element.childElementCount > 0 || !element.textContent ? element.getBoundingClientRect() : range.getBoundingClientRect();
      return { element, box, name: `${element.className}: ${element.textContent}` };
    });
    return all.flatMap(({ element, box, name }, at) => {
      const faults: string[] = [];
      if (box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight) faults.push(`${name} leaves the screen`);
      for (let on = element.parentElement; on; on = on.parentElement) {
        const around = on.getBoundingClientRect();
        const cuts = getComputedStyle(on).overflow === "hidden" && on !== document.body;
        if (cuts && (box.top < around.top - 1 || box.bottom > around.bottom + 1 || box.right > around.right + 1)) faults.push(`${name} is cut off`);
      }
      for (const other of all.slice(at + 1)) {
        const apart = box.right <= other.box.left || other.box.right <= box.left || box.bottom <= other.box.top || other.box.bottom <= box.top;
        if (!apart && !element.contains(other.element) && !other.element.contains(element)) faults.push(`${name} stands on ${other.name}`);
      }
      return faults;
    });
  }, selector);
}
