/** Shows an SVG picture that the gate made. What could run or load something is left out. */
import { useEffect, useRef } from "react";

export function Svg({ markup, label }: { markup: string; label: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const picture = parsed(markup);
    place.current?.replaceChildren(...(picture ? [picture] : []));
  }, [markup]);
  return <div className="qr" role="img" aria-label={label} ref={place} />;
}

function parsed(markup: string): Element | null {
  const root = new DOMParser().parseFromString(markup, "image/svg+xml").documentElement;
  if (root.localName !== "svg") return null;
  root.querySelectorAll("script, foreignObject, a, image, use, style").forEach((element) => element.remove());
  for (const element of [root, ...root.querySelectorAll("*")]) {
    for (const { name } of [...element.attributes]) if (name.startsWith("on")) element.removeAttribute(name);
  }
  root.setAttribute("aria-hidden", "true");
  return document.importNode(root, true);
}
