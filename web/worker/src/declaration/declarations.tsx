/** One's own declarations, newest first; today's can be corrected. */
import { api, taken, type OwnDeclaration } from "@sitewarden/kit/api";
import { day, instant } from "@sitewarden/kit/format";
import Button from "antd-mobile/es/components/button";
import { useState } from "react";
import { useSession } from "../account/session";
import { Failure, Shape } from "../shell/failure";
import { phone } from "../shell/keep";
import { Page } from "../shell/page";
import { go } from "../shell/route";
import { useLoad } from "../shell/use-load";
import { AnswerLines, useQuestionName } from "./answer-lines";
import { ALWAYS, toCorrect, type Asked, type Question } from "./answers";
import { asAnswers } from "./as-answers";
import { loadForm } from "./form";
import { waiting } from "./outbox";
import { declarationWords } from "./words";

const load = async () => {
  const [form, page] = await Promise.all([loadForm(), taken(api.GET("/me/declarations", { params: { query: { limit: 20 } } }))]);
  return { form, page };
};

export function Declarations() {
  const say = declarationWords.useWords();
  const { person } = useSession();
  const { data, problem, again } = useLoad(load);
  const [older, setOlder] = useState<{ items: OwnDeclaration[]; next: string | null } | null>(null);
  const unsent = person ? waiting(phone, person) : [];
  const items = [...(data?.page.items ?? []), ...(older?.items ?? [])];
  const next = older ? older.next : (data?.page.next ?? null);

  const more = async () => {
    if (!next) return;
    const page = await taken(api.GET("/me/declarations", { params: { query: { limit: 20, after: next } } }));
    setOlder((before) => ({ items: [...(before?.items ?? []), ...page.items], next: page.next ?? null }));
  };

  return (
    <Page title={say("listTitle")}>
      <div className="stack">
        {unsent.map((item) => (
          <section className="card" key={item.declaration.id}>
            <h2>
              {day(item.day)} <small className="tag">{say("waitingToSend")}</small>
            </h2>
            <Lines answers={item.declaration.answers} form={data?.form ?? null} />
          </section>
        ))}
        {!data && (problem ? <Failure problem={problem} again={again} /> : <Shape lines={6} />)}
        {data && items.length === 0 && unsent.length === 0 && (
          <section className="card">
            <p>{say("listEmpty")}</p>
            <Button block color="primary" size="large" onClick={() => go("/declare")}>
              {say("listFirst")}
            </Button>
          </section>
        )}
        {items.map((one) => (
          <section className="card" key={one.id} data-superseded={one.superseded}>
            <h2>
              {instant(one.at)}
              {one.superseded && <small className="tag">{say("replaced")}</small>}
              {one.corrects && <small className="tag">{say("correction")}</small>}
            </h2>
            <Lines answers={asAnswers(one.answers)} form={data?.form ?? null} />
            {!one.superseded && one.day === data?.form.day && (
              <Button block onClick={() => go(`/declare?corrects=${one.id}`)}>
                {say("correct")}
              </Button>
            )}
          </section>
        ))}
        {next && (
          <Button block onClick={() => void more()}>
            {say("more")}
          </Button>
        )}
      </div>
    </Page>
  );
}

function Lines({ answers, form }: { answers: Parameters<typeof toCorrect>[0]; form: Parameters<typeof AnswerLines>[0]["form"] }) {
  const nameOf = useQuestionName(form);
  const draft = toCorrect(answers);
  // Those that were asked then, whether they are asked today or not.
  const asked = Object.keys(answers.questions).map((code): Asked => `ask:${code}`);
  const questions: Question[] = [...ALWAYS, ...asked];
  return (
    <dl className="summary quiet">
      {questions.map((question) => (
        <div key={question}>
          <dt>{nameOf(question)}</dt>
          <dd>
            <AnswerLines question={question} draft={draft} form={form} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
