/** Entering by face: how it stands, what comes next, and withdrawing with one tap and one confirmation. */
import { api, asProblem, type FaceState } from "@sitewarden/kit/api";
import { instant } from "@sitewarden/kit/format";
import Button from "antd-mobile/es/components/button";
import { useState } from "react";
import { go } from "../shell/route";
import { faceWords } from "./words";

export function FaceCard({ face, changed }: { face: FaceState; changed(): Promise<void> }) {
  const say = faceWords.useWords();
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const withdraw = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await api.DELETE("/me/consents/face");
      await changed();
      setSure(false);
    } catch (thrown) {
      setProblem(asProblem(thrown).message);
    }
    setBusy(false);
  };

  return (
    <section className="card" data-face={face.state}>
      <h2>{say("cardTitle")}</h2>
      <p>{say(`state_${face.state}`)}</p>
      {face.state === "enrolled" && <p className="soft">{say("since", { at: instant(face.enrolled_at) })}</p>}
      {problem && (
        <p className="fault" role="alert">
          {problem}
        </p>
      )}
      {sure ? (
        <div className="note" role="alertdialog" aria-label={say("withdraw")}>
          <p>{say("withdrawSure")}</p>
          <div className="pair">
            <Button block color="primary" loading={busy} loadingText={say("withdrawing")} onClick={() => void withdraw()}>
              {say("withdrawYes")}
            </Button>
            <Button block onClick={() => setSure(false)}>
              {say("withdrawNo")}
            </Button>
          </div>
        </div>
      ) : (
        <div className="pair">
          <Button block onClick={() => go(face.state === "no_consent" ? "/face/consent" : "/face/enrol")}>
            {say(face.state === "no_consent" ? "setUp" : face.state === "consented" ? "takePictures" : "takeAgain")}
          </Button>
          {face.state !== "no_consent" && (
            <Button block onClick={() => setSure(true)}>
              {say("withdraw")}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
