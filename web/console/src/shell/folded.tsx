/** What stands in a row where there is room, and behind one button on a phone. */
import { Button } from "antd";
import { useId, useState, type ReactNode } from "react";

import "./folded.css";

export interface FoldedProps {
  /** What the button says. */
  label: string;
  icon: ReactNode;
  children: ReactNode;
}

export function Folded({ label, icon, children }: FoldedProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <Button className="folded-open" icon={icon} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {label}
      </Button>
      <div id={id} className={open ? "folded folded-shown" : "folded"}>
        {children}
      </div>
    </>
  );
}
