/** Who it is: masked, until someone says why they must see more. */
import { EyeInvisibleOutlined, EyeOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";

import type { components, WorkerDetail } from "@sitewarden/kit/api";
import { day } from "@sitewarden/kit/format";

import { registryWords } from "../words";
import { UnmaskDialog } from "./unmask-dialog";
import { detailWords } from "./words";

type Unmasked = components["schemas"]["Unmasked"];

export function Identity({ worker }: { worker: WorkerDetail }) {
  const say = detailWords.useWords();
  const kinds = registryWords.useWords();
  const [asking, setAsking] = useState(false);
  // Held by this component alone: closing the drawer forgets it.
  const [full, setFull] = useState<Unmasked>();
  return (
    <section className="part identity">
      <dl>
        <dt>{say("name")}</dt>
        <dd className="identity-name">{full?.name ?? worker.name}</dd>
        <dt>{say("document")}</dt>
        <dd>
          <span className="digits">{full?.document ?? worker.document}</span>
          <small className="soft">{kinds(worker.document_kind)}</small>
        </dd>
        <dt>{say("phone")}</dt>
        <dd className="digits">{full?.phone ?? worker.phone ?? say("noPhone")}</dd>
        <Birth worker={worker} full={full} />
      </dl>
      {full === undefined ? (
        <Button icon={<EyeOutlined />} onClick={() => setAsking(true)}>
          {say("unmask")}
        </Button>
      ) : (
        <Button icon={<EyeInvisibleOutlined />} onClick={() => setFull(undefined)}>
          {say("hide")}
        </Button>
      )}
      <UnmaskDialog person={worker.person} open={asking} onClose={() => setAsking(false)} onSeen={setFull} />
    </section>
  );
}

function Birth({ worker, full }: { worker: WorkerDetail; full: Unmasked | undefined }) {
  const say = detailWords.useWords();
  if (full?.birth_date != null) {
    return (
      <>
        <dt>{say("birthDate")}</dt>
        <dd>{day(full.birth_date)}</dd>
      </>
    );
  }
  if (worker.birth_year == null) return null;
  return (
    <>
      <dt>{say("birthYear")}</dt>
      <dd className="digits">{worker.birth_year}</dd>
    </>
  );
}
