/**
 * Enrolling one's face: three pictures by camera, or one sent. The pictures live in this page alone; they are gone
 * when it is left or when the platform has measured them.
 */
import { asProblem, upload, type FaceState, type ProblemError } from "@sitewarden/kit/api";
import Button from "antd-mobile/es/components/button";
import { useEffect, useState } from "react";
import { useSession } from "../account/session";
import { Shape } from "../shell/failure";
import { Page } from "../shell/page";
import { go } from "../shell/route";
import { Capture } from "./capture";
import { PictureFile } from "./picture-file";
import { Review } from "./review";
import { faceWords } from "./words";

/** Three pictures averaged are known far more surely at the gate than one. */
export const PICTURES = 3;

type Way = "camera" | "upload";
type Stage = "before" | "capture" | "sending" | "refused" | "done";

export function Enrol() {
  const say = faceWords.useWords();
  const { home, look } = useSession();
  const [stage, setStage] = useState<Stage>("before");
  const [way, setWay] = useState<Way>("camera");
  const [video, setVideo] = useState<File | string | null>(null);
  const [pictures, setPictures] = useState<Blob[]>([]);
  const [kept, setKept] = useState<Blob[]>([]);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const consented = home !== null && home.face.state !== "no_consent";

  useEffect(() => {
    // No picture is taken without a recorded consent.
    if (home && !consented && stage === "before") go("/face/consent", { replace: true });
  }, [home, consented, stage]);

  const send = async (all: Blob[], by: Way) => {
    setWay(by);
    setPictures(all);
    setStage("sending");
    const form = new FormData();
    all.forEach((one, at) => form.append("pictures", one, `${at}.jpg`));
    try {
      await upload<FaceState>(`/me/face?source=${by}`, form);
      setPictures([]);
      setKept([]);
      setStage("done");
      await look();
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setStage("refused");
    }
  };

  const startOver = () => {
    setPictures([]);
    setKept([]);
    setProblem(null);
    setStage("before");
  };

  return (
    <Page title={say("enrolTitle")}>
      <div className="stack" data-stage={stage}>
        {!home && <Shape lines={5} />}
        {consented && stage === "before" && (
          <>
            <p className="lead">{say("before")}</p>
            <Button block color="primary" size="large" onClick={() => setStage("capture")}>
              {say("openCamera")}
            </Button>
            <PictureFile text={say("uploadInstead")} chosen={(files) => void send(files, "upload")} />
          </>
        )}
        {stage === "capture" && (
          <Capture
            key={typeof video === "string" ? video : (video?.name ?? "camera")}
            wanted={PICTURES - kept.length}
            already={kept.length}
            video={video}
            playVideo={setVideo}
            upload={(files) => void send(files, "upload")}
            done={(fresh) => void send([...kept, ...fresh], "camera")}
          />
        )}
        {stage === "sending" && (
          <>
            <p className="lead" role="status">
              {say("sending")}
            </p>
            <Shape lines={3} />
          </>
        )}
        {stage === "refused" && problem && (
          <Review
            pictures={pictures}
            problem={problem}
            retake={
              way === "camera"
                ? (good) => {
                    setKept(good);
                    setProblem(null);
                    setStage("capture");
                  }
                : null
            }
            sendAgain={() => void send(pictures, way)}
            startOver={startOver}
          />
        )}
        {stage === "done" && (
          <>
            <p className="lead strong" role="status">
              ✓ {say("done")}
            </p>
            <p>{say("doneHint")}</p>
            <Button block color="primary" size="large" onClick={() => go("/", { replace: true })}>
              {say("toHome")}
            </Button>
          </>
        )}
      </div>
    </Page>
  );
}
