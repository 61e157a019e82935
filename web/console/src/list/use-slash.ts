/** `/` goes to the search of a page, unless something is being typed. */
import type { InputRef } from "antd";
import { useEffect } from "react";

export function useSlash(field: { current: InputRef | null }) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest("input, textarea, [role=dialog]");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [field]);
}
