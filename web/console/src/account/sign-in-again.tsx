/** Over the page when its session has ended: sign in again, and go on where one was. */
import { useQueryClient } from "@tanstack/react-query";
import { Button, Modal } from "antd";

import { enter, forget } from "./me";
import { SignInForm } from "./sign-in-form";
import { accountWords } from "./words";
import "./sign-in-page.css";

export function SignInAgain() {
  const say = accountWords.useWords();
  const queries = useQueryClient();
  return (
    <Modal
      open
      title={say("againTitle")}
      footer={null}
      closable={false}
      keyboard={false}
      // Whoever walks by an abandoned desk sees nothing of the page.
      className="sign-in-again"
      mask={{ closable: false }}
      styles={{ mask: { background: "var(--sw-page)" } }}
      zIndex={2000}
    >
      <p className="dialog-lead">{say("againLead")}</p>
      <SignInForm onEntered={(me) => enter(queries, me)} />
      <Button type="link" onClick={() => forget(queries)}>
        {say("leavePage")}
      </Button>
    </Modal>
  );
}
