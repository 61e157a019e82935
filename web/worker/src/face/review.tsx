/** What the platform says of each picture, and what to do now. */
import type { ProblemError } from "@sitewarden/kit/api";
import Button from "antd-mobile/es/components/button";
import { useEffect, useState } from "react";
import { faceWords } from "./words";

interface Props {
  pictures: Blob[];
  problem: ProblemError;
  /** Keeps the good ones and takes the others again; none where the pictures were sent as files. */
  retake: ((good: Blob[]) => void) | null;
  sendAgain(): void;
  startOver(): void;
}

export function Review({ pictures, problem, retake, sendAgain, startOver }: Props) {
  const say = faceWords.useWords();
  const faults = pictures.map((_, at) => problem.fault(`pictures[${at}]`));
  const perPicture = faults.some(Boolean);
  const good = pictures.filter((_, at) => !faults[at]);
  const passing = ["unreachable", "unavailable", "internal", "too_many"].includes(problem.code);
  return (
    <>
      <p className="lead" role="alert">
        {perPicture ? say("notAll") : problem.message}
      </p>
      {perPicture && (
        <ul className="pictures">
          {pictures.map((picture, at) => (
            <li key={at} data-refused={Boolean(faults[at])}>
              <Thumb picture={picture} label={say("picture", { n: at + 1 })} />
              <p className={faults[at] ? "fault" : "good"}>{faults[at] ?? say("pictureGood")}</p>
            </li>
          ))}
        </ul>
      )}
      {passing && (
        <Button block color="primary" size="large" onClick={sendAgain}>
          {say("again")}
        </Button>
      )}
      {perPicture && retake && good.length > 0 && (
        <Button block color="primary" size="large" onClick={() => retake(good)}>
          {say("retake")}
        </Button>
      )}
      <Button block size="large" onClick={startOver}>
        {say("startOver")}
      </Button>
    </>
  );
}

function Thumb({ picture, label }: { picture: Blob; label: string }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(picture);
    const timer = setTimeout(() => setAddress(made));
    return () => {
      clearTimeout(timer);
      URL.revokeObjectURL(made);
    };
  }, [picture]);
  return address ? <img src={address} alt={label} /> : <span className="thumb-place" />;
}
