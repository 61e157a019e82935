/** What a device is called, from what its browser says of itself (`User-Agent`). */

const browsers: readonly [RegExp, string][] = [
  [/MicroMessenger\//, "微信 WeChat"],
  [/DingTalk\//, "钉钉 DingTalk"],
  [/Edg(?:e|A|iOS)?\//, "Edge"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/HuaweiBrowser\//, "Huawei Browser"],
  [/Chrome\/|CriOS\/|HeadlessChrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];

const systems: readonly [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/, "HarmonyOS"],
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux|X11/, "Linux"],
];

/** `Chrome · Windows`. What is not a browser's account of itself is shown as it is, cut to what can be read. */
export function deviceName(agent: string): string {
  const named = (known: readonly [RegExp, string][]) => known.find(([sign]) => sign.test(agent))?.[1];
  const parts = [named(browsers), named(systems)].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(" · ") : agent.slice(0, 60);
}
