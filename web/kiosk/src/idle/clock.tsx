/** The clock of the idle screen: hours and minutes, with the day. */
import { useLanguage } from "@sitewarden/kit/i18n";
import { useEffect, useState } from "react";

export function Clock() {
  const language = useLanguage();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1000);
    return () => clearInterval(timer);
  }, []);
  const time = now.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const day = now.toLocaleDateString(language === "en" ? "en-GB" : "zh-CN", {
    month: "long",
    day: "numeric",
    weekday: "long",
  });
  return (
    <div className="clock">
      <time>{time}</time>
      <span>{day}</span>
    </div>
  );
}
