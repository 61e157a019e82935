/** Makes sign-in cards, once whoever asks has read that earlier ones stop working, and shows them. */
import { IdcardOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { useState } from "react";

import { api, asProblem, taken } from "@sitewarden/kit/api";

import { shellWords } from "../shell/words";
import { CardSheet, type SignInCard } from "./card-sheet";
import { cardWords } from "./words";

/** The platform makes so many at once. */
const AT_ONCE = 100;

export interface MakeCardsProps {
  site: string;
  /** Those at work. */
  people: string[];
  /** Whether there are more of them than are known here. */
  more?: boolean;
  onMade?: () => void;
}

export function MakeCards({ site, people, more = false, onMade }: MakeCardsProps) {
  const say = cardWords.useWords();
  const shell = shellWords.useWords();
  const { modal, message } = App.useApp();
  const [cards, setCards] = useState<SignInCard[]>();
  const [busy, setBusy] = useState(false);
  const first = people.slice(0, AT_ONCE);
  const make = async () => {
    setBusy(true);
    try {
      const made = await taken(
        api.POST("/sites/{site}/sign-in-cards", { params: { path: { site } }, body: { people: first } }),
      );
      setCards(made.items);
      onMade?.();
    } catch (thrown) {
      void message.error(asProblem(thrown).message);
    } finally {
      setBusy(false);
    }
  };
  const ask = () => {
    if (first.length === 0) {
      void message.info(say("nobody"));
      return;
    }
    void modal.confirm({
      title: say("ask", { n: first.length }),
      content: (
        <>
          <p>{say("askText")}</p>
          {(more || people.length > first.length) && <p>{say("some", { n: first.length })}</p>}
        </>
      ),
      okText: say("make"),
      cancelText: shell("cancel"),
      onOk: make,
    });
  };
  return (
    <>
      <Button icon={<IdcardOutlined />} loading={busy} onClick={ask}>
        {say("make")}
      </Button>
      {cards !== undefined && <CardSheet cards={cards} onClose={() => setCards(undefined)} />}
    </>
  );
}
