/** Where a worker stands with face use, and what staff can do with them present. */
import { App, Button, Modal } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type FaceState } from "@sitewarden/kit/api";
import { instant } from "@sitewarden/kit/format";

import { shellWords } from "../shell/words";
import { ConsentReading } from "./consent-reading";
import { Enrolment } from "./enrolment";
import { faceWords } from "./words";

export interface FacePartProps {
  person: string;
  face: FaceState;
  mayChange: boolean;
  onChanged: () => void;
}

export function FacePart({ person, face, mayChange, onChanged }: FacePartProps) {
  const say = faceWords.useWords();
  const shell = shellWords.useWords();
  const { message, modal } = App.useApp();
  const [open, setOpen] = useState<"consent" | "enrolment">();

  const withdraw = () =>
    modal.confirm({
      title: say("withdrawTitle"),
      content: say("withdrawText"),
      okText: say("withdraw"),
      cancelText: shell("cancel"),
      onOk: async () => {
        try {
          await taken(api.DELETE("/workers/{person}/consents/face", { params: { path: { person } } }));
          void message.success(say("withdrawn"));
          onChanged();
        } catch (thrown) {
          void message.error(asProblem(thrown).message);
        }
      },
    });

  return (
    <section className="part">
      <h3>{say("title")}</h3>
      <p>{sentence(face, say)}</p>
      {mayChange && (
        <div className="row-of-buttons face-actions">
          {face.state === "no_consent" ? (
            <Button onClick={() => setOpen("consent")}>{say("readConsent")}</Button>
          ) : (
            <>
              <Button type={face.state === "consented" ? "primary" : "default"} onClick={() => setOpen("enrolment")}>
                {say(face.state === "consented" ? "enrol" : "again")}
              </Button>
              <Button onClick={withdraw}>{say("withdraw")}</Button>
            </>
          )}
        </div>
      )}
      <Modal
        open={open !== undefined}
        title={say(open === "consent" ? "consentTitle" : "cameraTitle")}
        footer={null}
        destroyOnHidden
        mask={{ closable: false }}
        onCancel={() => setOpen(undefined)}
        closable={{ "aria-label": shell("close") }}
      >
        {open === "consent" && (
          <ConsentReading
            person={person}
            onRefused={() => setOpen(undefined)}
            onGiven={() => {
              onChanged();
              setOpen("enrolment");
            }}
          />
        )}
        {open === "enrolment" && (
          <Enrolment
            person={person}
            onEnrolled={() => {
              setOpen(undefined);
              void message.success(say("done"), 5);
              onChanged();
            }}
          />
        )}
      </Modal>
    </section>
  );
}

function sentence(face: FaceState, say: ReturnType<typeof faceWords.useWords>): string {
  if (face.state === "enrolled") return say("enrolled", { at: instant(face.enrolled_at) });
  if (face.state === "consented") return say("consented", { at: instant(face.consented_at) });
  return say("noConsent");
}
