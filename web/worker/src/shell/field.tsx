/** One field of a form: its label, what is to be written, and what is wrong with it, tied together for readers. */
import { useId, type ReactNode } from "react";

interface Props {
  label: string;
  hint?: string;
  fault?: string | null | undefined;
  /** A word that what was written fits. */
  good?: string | null;
  children: (ids: { id: string; "aria-describedby": string; "aria-invalid": boolean }) => ReactNode;
}

export function Field({ label, hint, fault, good, children }: Props) {
  const id = useId();
  return (
    <div className="field" data-fault={fault ? true : undefined}>
      <label htmlFor={id}>
        {label}
        {hint && <small>{hint}</small>}
      </label>
      {children({ id, "aria-describedby": `${id}-says`, "aria-invalid": Boolean(fault) })}
      <p id={`${id}-says`} className={fault ? "fault" : "good"} aria-live="polite">
        {fault ?? good ?? ""}
      </p>
    </div>
  );
}
