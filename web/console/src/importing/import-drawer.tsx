/** The drawer in which a file comes in: what it is for, then choosing, trying and taking it. */
import { Drawer } from "antd";
import type { ReactNode } from "react";

import { fetchFile } from "@sitewarden/kit/api";
import { saveFile } from "@sitewarden/kit/download";

import { shellWords } from "../shell/words";

/** What opens and closes an import. */
export interface ImportShown {
  open: boolean;
  onClose: () => void;
  /** Called when something was taken for good. */
  onTaken: () => void;
}

export interface ImportDrawerProps extends Pick<ImportShown, "open" | "onClose"> {
  title: string;
  lead: string;
  children: ReactNode;
}

export function ImportDrawer({ open, onClose, title, lead, children }: ImportDrawerProps) {
  const shell = shellWords.useWords();
  return (
    <Drawer open={open} onClose={onClose} title={title} size={720} destroyOnHidden closable={{ "aria-label": shell("close") }}>
      <p className="dialog-lead">{lead}</p>
      {children}
    </Drawer>
  );
}

/** Hands out a template under a name in the language of the screen. */
export const templateOf = (path: string, name: string) => async () => saveFile(`${name}.xlsx`, await fetchFile(path));
