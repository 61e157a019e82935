/**
 * Consent to face use, on a page of its own: the text in force, read aloud on wish, agree or not now. It is recorded
 * before the camera opens.
 */
import { api, asProblem, taken } from "@sitewarden/kit/api";
import { spoken, useLanguage } from "@sitewarden/kit/i18n";
import Button from "antd-mobile/es/components/button";
import { useState } from "react";
import { useSession } from "../account/session";
import { faceWords } from "../face/words";
import { Failure, Shape } from "../shell/failure";
import { Page } from "../shell/page";
import { ReadAloud } from "../shell/read-aloud";
import { back, go } from "../shell/route";
import { Told } from "../shell/told";
import { useLoad } from "../shell/use-load";

const load = async () => {
  const texts = await taken(api.GET("/consent-texts"));
  return texts.find((text) => text.purpose === "face") ?? null;
};

export function FaceConsent() {
  const say = faceWords.useWords();
  const language = useLanguage();
  const { look } = useSession();
  const { data, problem, again } = useLoad(load);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);

  if (!data) {
    return <Page title={say("consentTitle")}>{problem ? <Failure problem={problem} again={again} /> : <Shape lines={7} />}</Page>;
  }
  const text = spoken(data.words, language);
  const agree = async () => {
    setBusy(true);
    setRefused(null);
    try {
      await taken(api.PUT("/me/consents/face", { body: { text_version: data.version } }));
      await look();
      go("/face/enrol", { replace: true });
    } catch (thrown) {
      setRefused(asProblem(thrown).message);
      setBusy(false);
    }
  };
  return (
    <Page
      title={say("consentTitle")}
      foot={
        <>
          <Button block color="primary" size="large" loading={busy} loadingText={say("recording")} onClick={() => void agree()}>
            {say("agree")}
          </Button>
          <Button block size="large" onClick={back}>
            {say("notNow")}
          </Button>
        </>
      }
    >
      <div className="stack" data-consent-version={data.version}>
        <ReadAloud text={text} />
        <Told text={text} large />
        <p className="soft">{say("agreeHint")}</p>
        {refused && (
          <p className="fault" role="alert">
            {refused}
          </p>
        )}
      </div>
    </Page>
  );
}
