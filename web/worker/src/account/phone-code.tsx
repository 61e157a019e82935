/** Having a code sent to the phone: one big button, how long until it can be asked again, and what to do when none comes. */
import { api, asProblem, taken, type ProblemError } from "@sitewarden/kit/api";
import Button from "antd-mobile/es/components/button";
import { useState } from "react";
import { useCountDown, wait } from "./count-down";
import { accountWords } from "./words";

interface Props {
  /** The number as its 11 digits; null while it is none. */
  number: string | null;
  /** Pressed without a number. */
  missed(): void;
  /** A code is on its way. */
  sent(): void;
}

export function PhoneCode({ number, missed, sent }: Props) {
  const say = accountWords.useWords();
  const [left, begin] = useCountDown();
  const [asked, setAsked] = useState<{ number: string; problem: ProblemError | null } | null>(null);
  const [busy, setBusy] = useState(false);
  // Whoever corrects the number need not wait for the one before.
  const here = asked?.number === number ? asked : null;
  const waits = here ? left : 0;

  const ask = async () => {
    if (!number) return missed();
    setBusy(true);
    try {
      const answer = await taken(api.POST("/me/phone-codes", { body: { phone: number } }));
      setAsked({ number, problem: null });
      begin(answer.again_after_seconds);
      sent();
    } catch (thrown) {
      const problem = asProblem(thrown);
      setAsked({ number, problem });
      begin(problem.retryAfterSeconds ?? 0);
    }
    setBusy(false);
  };

  const { unit, count } = wait(waits);
  const tooMany = here?.problem?.code === "too_many" && unit !== "seconds";
  return (
    <div className="phone-code">
      <Button block color="primary" fill={here && !here.problem ? "outline" : "solid"} size="large" loading={busy} disabled={waits > 0} onClick={() => void ask()}>
        {waits > 0 ? say(`again_${unit}`, { count }) : say(here ? "getAnother" : "getCode")}
      </Button>
      <p role="status" className={here?.problem ? "fault" : "soft"}>
        {here && !here.problem && say("sent")}
        {tooMany && say("askedTooOften")}
        {here?.problem && here.problem.code !== "too_many" && here.problem.message}
      </p>
    </div>
  );
}
