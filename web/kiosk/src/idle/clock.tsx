/** The clock of the idle screen: hours and minutes, with the day. */
import { dayOfWeek, minuteOfDay } from "@sitewarden/kit/format";
import { useEffect, useState } from "react";

export function Clock() {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="clock">
      <time>{minuteOfDay(now)}</time>
      <span>{dayOfWeek(now)}</span>
    </div>
  );
}
