/** What a version would do, site by site, and the way to put it in force. */
import { Button, Form } from "antd";
import { useEffect, useRef } from "react";

import type { DiseaseProfile, ProfileEffectsAt, ProfilePreview } from "@sitewarden/kit/api";
import { count } from "@sitewarden/kit/format";

import { ReasonField } from "../form/asking-fields";
import { Rows, type Column } from "../list/rows";
import { Card } from "../shell/page";
import { profileWords } from "./words";

export interface Trial {
  profile: DiseaseProfile;
  preview: ProfilePreview;
}

export interface TriedProps {
  trial: Trial;
  busy: boolean;
  put: (reason: string) => void;
}

export function Tried({ trial, busy, put }: TriedProps) {
  const say = profileWords.useWords();
  const { people, effects, sites } = trial.preview;
  const none = sites.length === 0;
  const here = useRef<HTMLDivElement>(null);
  // It stands below a long form: whoever asked for it is brought to it.
  useEffect(() => here.current?.scrollIntoView({ block: "start" }), [trial]);
  return (
    <Card title={say("tried")}>
      <div ref={here} className="profile-tried" aria-live="polite">
        <p>{say(none ? "triedNone" : "triedText", { n: count(people) })}</p>
        {!none && (
          <ul className="profile-several">
            {effects.held > 0 && <li>{say("heldPeople", { n: count(effects.held) })}</li>}
            {effects.cleared > 0 && <li>{say("clearedPeople", { n: count(effects.cleared) })}</li>}
            {effects.changed > 0 && <li>{say("changedPeople", { n: count(effects.changed) })}</li>}
          </ul>
        )}
        {!none && <Sites sites={sites} />}
        <Form<{ reason: string }> name="putting" layout="vertical" requiredMark={false} onFinish={({ reason }) => put(reason)}>
          <ReasonField label={say("reason")} placeholder={say("reasonHint")} most={500} />
          <Button type="primary" htmlType="submit" loading={busy}>
            {say("putVersion")}
          </Button>
        </Form>
      </div>
    </Card>
  );
}

function Sites({ sites }: { sites: ProfileEffectsAt[] }) {
  const say = profileWords.useWords();
  const columns: Column<ProfileEffectsAt>[] = [
    {
      key: "site",
      head: say("siteName"),
      brief: true,
      cell: (row) => (
        <span className="rows-lines">
          <span>{row.site_name}</span>
          <small className="soft">{row.town_name}</small>
        </span>
      ),
    },
    { key: "people", head: say("atWork"), number: true, cell: (row) => count(row.people) },
    { key: "held", head: say("heldHead"), number: true, cell: (row) => count(row.effects.held) },
    { key: "cleared", head: say("clearedHead"), number: true, cell: (row) => count(row.effects.cleared) },
    { key: "changed", head: say("changedHead"), number: true, cell: (row) => count(row.effects.changed) },
  ];
  return (
    <Rows
      label={say("tried")}
      columns={columns}
      id={(row) => row.site}
      plain
      list={{
        items: sites,
        loading: false,
        stale: false,
        thrown: null,
        hasMore: false,
        loadingMore: false,
        more: () => {},
        retry: () => {},
      }}
      empty={null}
    />
  );
}
