/** The consent text, read before anything is recorded and before any camera opens. */
import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox } from "antd";
import { useState } from "react";

import { api, taken, type FaceState } from "@sitewarden/kit/api";
import { spoken, useLanguage } from "@sitewarden/kit/i18n";

import { Failure } from "../shell/failure";
import { Loading } from "../shell/loading";
import { faceWords } from "./words";

export interface ConsentReadingProps {
  person: string;
  onGiven: (face: FaceState) => void;
  onRefused: () => void;
}

export function ConsentReading({ person, onGiven, onRefused }: ConsentReadingProps) {
  const say = faceWords.useWords();
  const language = useLanguage();
  const [ticked, setTicked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [thrown, setThrown] = useState<unknown>();
  const texts = useQuery({
    queryKey: ["consent-texts"],
    queryFn: () => taken(api.GET("/consent-texts")),
    staleTime: 600_000,
  });
  if (texts.isPending) return <Loading />;
  const text = texts.data?.find((one) => one.purpose === "face");
  if (text === undefined) {
    return <Failure thrown={texts.error} kept={say("consentMissing")} retry={() => void texts.refetch()} />;
  }
  const give = async () => {
    setBusy(true);
    setThrown(undefined);
    try {
      const request = { params: { path: { person } }, body: { text_version: text.version } };
      onGiven(await taken(api.PUT("/workers/{person}/consents/face", request)));
    } catch (failed) {
      setThrown(failed);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="enrolment">
      <div className="consent-text" tabIndex={0} role="document" aria-label={say("consentTitle")}>
        {spoken(text.words, language)
          .split("\n")
          .map((line) => (
            <p key={line}>{line}</p>
          ))}
      </div>
      <Checkbox checked={ticked} onChange={(event) => setTicked(event.target.checked)}>
        {say("consentTick")}
      </Checkbox>
      {thrown !== undefined && <Failure thrown={thrown} />}
      <div className="row-of-buttons">
        <Button type="primary" disabled={!ticked} loading={busy} onClick={() => void give()}>
          {say("consentGive")}
        </Button>
        <Button onClick={onRefused}>{say("consentNo")}</Button>
      </div>
    </div>
  );
}
