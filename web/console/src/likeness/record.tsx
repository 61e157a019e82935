/** One pair side by side: what both records say, and where they differ. */
import { Tag } from "antd";
import type { ReactNode } from "react";

import type { Likeness, LikenessRecord } from "@sitewarden/kit/api";
import { StateIcon } from "@sitewarden/kit/state-mark";

import { sentence } from "../registry/codes";
import { PersonLink } from "../registry/person-link";
import { likenessWords } from "./words";

type Say = ReturnType<typeof likenessWords.useWords>;
type Difference = Likeness["differences"][number];

interface Line {
  key: string;
  head: string;
  difference?: Difference;
  cell: (record: LikenessRecord) => ReactNode;
}

function lines(say: Say): Line[] {
  return [
    {
      key: "name",
      head: say("name"),
      difference: "name",
      cell: (record) => (record.led ? record.name : <PersonLink person={record.person}>{record.name}</PersonLink>),
    },
    {
      key: "document",
      head: say("document"),
      difference: "document",
      cell: (record) => (
        <>
          {sentence(record.document_kind_text)} <span className="digits">{record.document}</span>
        </>
      ),
    },
    {
      key: "phone",
      head: say("phone"),
      difference: "phone",
      cell: (record) => (record.phone == null ? say("none") : <span className="digits">{record.phone}</span>),
    },
    {
      key: "birth",
      head: say("birth_date"),
      difference: "birth_date",
      cell: (record) => record.birth_year ?? say("none"),
    },
    { key: "sites", head: say("sites"), cell: (record) => <Sites record={record} /> },
    {
      key: "standing",
      head: say("standing"),
      cell: (record) => (
        <span className="likeness-state">
          <StateIcon state={record.standing} size="16px" /> {say(record.standing)}
        </span>
      ),
    },
    { key: "face", head: say("face"), cell: (record) => say(record.face ? "enrolled" : "notEnrolled") },
  ];
}

function Sites({ record }: { record: LikenessRecord }) {
  const say = likenessWords.useWords();
  if (record.led) return <>{say("led")}</>;
  if (record.sites.length === 0) return <>{say("nowhere")}</>;
  return (
    <span className="rows-lines">
      {record.sites.map((site) => (
        <span key={site.site}>
          {site.entered_on == null
            ? say("waiting", { site: site.site_name })
            : say("since", { site: site.site_name, day: site.entered_on })}
        </span>
      ))}
    </span>
  );
}

/** Both records of a pair, each fact in one row. */
export function Comparison({ pair }: { pair: Likeness }) {
  const say = likenessWords.useWords();
  const merged = pair.state === "merged";
  const head = (record: LikenessRecord, n: number) => (
    <th scope="col">
      {say("record", { n })} {merged && <Tag variant="outlined">{say(record.led ? "led" : "leads")}</Tag>}
    </th>
  );
  return (
    <table className="likeness-table">
      <thead>
        <tr>
          <td />
          {head(pair.one, 1)}
          {head(pair.other, 2)}
        </tr>
      </thead>
      <tbody>
        {lines(say).map(({ key, head, difference, cell }) => {
          const differs = difference !== undefined && pair.differences.includes(difference);
          return (
            <tr key={key} className={differs ? "likeness-differs" : undefined}>
              <th scope="row">
                {head}
                {differs && <small>{say("differs")}</small>}
              </th>
              <td>{cell(pair.one)}</td>
              <td>{cell(pair.other)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
