/** What ends a form in a dialog: the button that does it, and the way out. */
import { Button } from "antd";

import { shellWords } from "../shell/words";

export interface FormButtonsProps {
  /** What the button says that does it. */
  go: string;
  busy: boolean;
  onCancel: () => void;
}

export function FormButtons({ go, busy, onCancel }: FormButtonsProps) {
  const shell = shellWords.useWords();
  return (
    <div className="row-of-buttons">
      <Button type="primary" htmlType="submit" loading={busy}>
        {go}
      </Button>
      <Button onClick={onCancel}>{shell("cancel")}</Button>
    </div>
  );
}
