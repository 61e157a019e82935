/** Enrolling a face: by camera with one button, or from a picture. */
import { Button, Segmented, Spin } from "antd";
import { useRef, useState } from "react";

import { asProblem, upload, type FaceState, type ProblemError } from "@sitewarden/kit/api";
import { DEMO_VIDEO } from "@sitewarden/kit/camera";

import { DemoOffer } from "./demo-offer";
import { useCamera } from "./use-camera";
import { PICTURES, usePictures, type Taking } from "./use-pictures";
import { faceWords } from "./words";
import "./face.css";

type Source = "camera" | "upload";

export interface EnrolmentProps {
  person: string;
  onEnrolled: (face: FaceState) => void;
}

export function Enrolment({ person, onEnrolled }: EnrolmentProps) {
  const say = faceWords.useWords();
  const [source, setSource] = useState<Source>("camera");
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<ProblemError>();

  const send = async (pictures: Blob[]) => {
    setSending(true);
    setProblem(undefined);
    const form = new FormData();
    pictures.forEach((picture, at) => form.append("pictures", picture, `${at}.jpg`));
    try {
      onEnrolled(await upload<FaceState>(`/workers/${person}/face?source=${source}`, form));
    } catch (thrown) {
      setProblem(asProblem(thrown));
    } finally {
      setSending(false);
    }
  };

  return (
    <div className="enrolment">
      <Segmented<Source>
        value={source}
        onChange={(next) => {
          setSource(next);
          setProblem(undefined);
        }}
        options={[
          { value: "camera", label: say("camera") },
          { value: "upload", label: say("upload") },
        ]}
      />
      {problem !== undefined && <Refused problem={problem} single={source === "upload"} />}
      {source === "camera" ? (
        <ByCamera sending={sending} refused={problem !== undefined} onPictures={(pictures) => void send(pictures)} />
      ) : (
        <ByUpload sending={sending} onPicture={(picture) => void send([picture])} />
      )}
    </div>
  );
}

/** What the platform said, once each: the same words about three pictures are said one time. */
function Refused({ problem, single }: { problem: ProblemError; single: boolean }) {
  const say = faceWords.useWords();
  const messages = [...new Set(problem.fields.map((fault) => fault.message))];
  const lines = messages.map((message) => {
    const about = problem.fields.filter((fault) => fault.message === message);
    const number = /^pictures\[(\d+)\]/.exec(about[0]?.field ?? "")?.[1];
    if (single || number === undefined || about.length > 1) return message;
    return say("picture", { n: Number(number) + 1, message });
  });
  return (
    <div className="failure" role="alert">
      <p className="failure-title">{say("refusedTitle")}</p>
      {(lines.length > 0 ? lines : [problem.message]).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

interface ByCameraProps {
  sending: boolean;
  refused: boolean;
  onPictures: (pictures: Blob[]) => void;
}

function ByCamera({ sending, refused, onPictures }: ByCameraProps) {
  const say = faceWords.useWords();
  const video = useRef<HTMLVideoElement>(null);
  const [attempt, setAttempt] = useState(0);
  const [on, setOn] = useState(false);
  const [file, setFile] = useState<string>();
  const camera = useCamera(video, attempt, file);
  const taking = usePictures(video, on, (pictures) => {
    setOn(false);
    onPictures(pictures);
  });
  if (camera.state === "fault") {
    return (
      <div className="failure" role="alert">
        <p>{say(camera.fault)}</p>
        <div className="row-of-buttons">
          <Button onClick={() => setAttempt(attempt + 1)}>{say("tryCamera")}</Button>
          <DemoOffer
            onTake={() => {
              setFile(DEMO_VIDEO);
              setAttempt(attempt + 1);
            }}
          />
        </div>
      </div>
    );
  }
  const live = camera.state === "live";
  return (
    <>
      <div className={live && camera.mirrored ? "camera camera-mirrored" : "camera"}>
        <video ref={video} muted playsInline aria-label={say("preview")} />
        <svg className="camera-oval" viewBox="0 0 100 75" preserveAspectRatio="none" aria-hidden="true">
          <path fillRule="evenodd" d="M0 0h100v75H0zM50 8c-11 0-18 10-18 27s8 32 18 32 18-15 18-32S61 8 50 8z" />
        </svg>
        <Dots taken={on ? taking.taken : 0} sending={sending} />
      </div>
      <p className="camera-said" role="status">
        {sending && <Spin size="small" />} {say(said(live, on, sending, taking))}
      </p>
      {!on && !sending && (
        <Button type="primary" size="large" block disabled={!live} onClick={() => setOn(true)}>
          {say(refused ? "retake" : "start")}
        </Button>
      )}
    </>
  );
}

function said(live: boolean, on: boolean, sending: boolean, taking: Taking) {
  if (sending) return "sending";
  if (!live) return "starting";
  if (!on) return "ready";
  return taking.said === "good" && taking.taken > 0 ? "turn" : taking.said;
}

function Dots({ taken, sending }: { taken: number; sending: boolean }) {
  const say = faceWords.useWords();
  const done = sending ? PICTURES : taken;
  return (
    <div className="camera-dots" role="img" aria-label={say("taken", { n: done })}>
      {Array.from({ length: PICTURES }, (_, at) => (
        <i key={at} className={at < done ? "camera-dot-done" : undefined} />
      ))}
    </div>
  );
}

function ByUpload({ sending, onPicture }: { sending: boolean; onPicture: (picture: Blob) => void }) {
  const say = faceWords.useWords();
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <p className="soft">{say("uploadHint")}</p>
      <input
        ref={field}
        className="seen-by-reader"
        type="file"
        accept="image/jpeg,image/png,image/webp"
        aria-label={say("upload")}
        tabIndex={-1}
        onChange={(event) => {
          const picture = event.target.files?.[0];
          event.target.value = "";
          if (picture !== undefined) onPicture(picture);
        }}
      />
      <Button type="primary" size="large" block loading={sending} onClick={() => field.current?.click()}>
        {say(sending ? "sending" : "upload")}
      </Button>
    </>
  );
}
