/** A password that was made for someone, shown once, to be handed over. */
import { Button } from "antd";

import { Copyable } from "../shell/copyable";
import { administrationWords } from "./words";

export interface HandedPasswordProps {
  name: string;
  password: string;
  onKept: () => void;
}

export function HandedPassword({ name, password, onKept }: HandedPasswordProps) {
  const say = administrationWords.useWords();
  return (
    <div className="handed">
      <p>{say("handedLead")}</p>
      <Copyable label={say("account")} text={name} />
      <Copyable label={say("initialPassword")} text={password} />
      <Button type="primary" onClick={onKept}>
        {say("handedOver")}
      </Button>
    </div>
  );
}
