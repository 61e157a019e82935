/** Who it is: masked, until someone says why they must see more; corrected where it was written down wrongly. */
import { EditOutlined, EyeInvisibleOutlined, EyeOutlined, FormOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";

import type { components, WorkerDetail } from "@sitewarden/kit/api";
import { day, instant } from "@sitewarden/kit/format";

import { answersForPlace } from "../../account/may";
import { useMe } from "../../account/me";
import { useCodeName } from "../codes";
import { CorrectDialog } from "./correct-dialog";
import { DetailsPart } from "./details-part";
import { EditDrawer } from "./edit/edit-drawer";
import { editWords } from "./edit/words";
import { OtherRecords } from "./other-records";
import { UnmaskDialog } from "./unmask-dialog";
import { detailWords } from "./words";

type Unmasked = components["schemas"]["Unmasked"];

export interface IdentityProps {
  worker: WorkerDetail;
  onChanged: () => void;
  /** Something else than the name was changed. */
  onEdited: () => void;
}

export function Identity({ worker, onChanged, onEdited }: IdentityProps) {
  const say = detailWords.useWords();
  const called = useCodeName();
  const answers = answersForPlace(useMe().role);
  const [asking, setAsking] = useState(false);
  const [correcting, setCorrecting] = useState(false);
  const edit = editWords.useWords();
  const [editing, setEditing] = useState(false);
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
          <small className="soft">{called("document_kinds", worker.document_kind)}</small>
        </dd>
        <dt>{say("phone")}</dt>
        <dd className="digits">{full?.phone ?? worker.phone ?? say("noPhone")}</dd>
        <Birth worker={worker} full={full} />
        <DetailsPart worker={worker} full={full} />
        <Earlier full={full} />
        <OtherRecords worker={worker} onUndone={onChanged} />
      </dl>
      <span className="row-of-buttons">
        {answers &&
          (full === undefined ? (
            <Button icon={<EyeOutlined />} onClick={() => setAsking(true)}>
              {say("unmask")}
            </Button>
          ) : (
            <Button icon={<EyeInvisibleOutlined />} onClick={() => setFull(undefined)}>
              {say("hide")}
            </Button>
          ))}
        {answers && (
          <Button icon={<EditOutlined />} onClick={() => setCorrecting(true)}>
            {say("correct")}
          </Button>
        )}
        {worker.edit != null && (
          <Button icon={<FormOutlined />} onClick={() => setEditing(true)}>
            {edit("edit")}
          </Button>
        )}
      </span>
      <CorrectDialog
        worker={worker}
        open={correcting}
        onClose={() => setCorrecting(false)}
        onCorrected={() => {
          // What was shown in full is not what is registered now.
          setFull(undefined);
          onChanged();
        }}
      />
      {editing && (
        <EditDrawer
          worker={worker}
          onClose={() => setEditing(false)}
          onEdited={() => {
            setFull(undefined);
            onEdited();
          }}
        />
      )}
      <UnmaskDialog person={worker.person} open={asking} onClose={() => setAsking(false)} onSeen={setFull} />
    </section>
  );
}

/** What was registered before each correction. */
function Earlier({ full }: { full: Unmasked | undefined }) {
  const say = detailWords.useWords();
  if (full === undefined || full.earlier.length === 0) return null;
  return (
    <>
      <dt>{say("earlier")}</dt>
      <dd>
        <ul>
          {full.earlier.map((earlier) => (
            <li key={earlier.replaced_at}>
              {say("earlierUntil", {
                name: [earlier.name, earlier.birth_date != null && day(earlier.birth_date)].filter(Boolean).join(" · "),
                at: instant(earlier.replaced_at),
              })}
            </li>
          ))}
        </ul>
      </dd>
    </>
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
