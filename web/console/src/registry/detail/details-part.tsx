/** Certificates, whom to call and where someone sleeps; numbers in full where the identity is seen in full. */
import type { ReactNode } from "react";

import type { components, WorkerDetail } from "@sitewarden/kit/api";
import { day } from "@sitewarden/kit/format";

import { detailWords } from "./words";

type Unmasked = components["schemas"]["Unmasked"];

export interface DetailsPartProps {
  worker: WorkerDetail;
  full: Unmasked | undefined;
}

export function DetailsPart({ worker, full }: DetailsPartProps) {
  const say = detailWords.useWords();
  const { certificates, emergency, room } = worker;
  const contact = full?.emergency;
  return (
    <>
      {certificates.map((held, at) => (
        <Line key={held.number + held.expires_on} head={say("certificate")}>
          <span>{held.name}</span>
          <span className="digits">{full?.certificates[at]?.number ?? held.number}</span>
          <small className="soft">{say("validUntil", { day: day(held.expires_on), state: held.text })}</small>
        </Line>
      ))}
      {emergency != null && (
        <Line head={say("emergency")}>
          <span>{contact?.name ?? emergency.name}</span>
          <span className="digits">{contact?.number ?? emergency.number}</span>
          <small className="soft">{emergency.text}</small>
        </Line>
      )}
      {room != null && (
        <Line head={say("room")}>
          <span>{say("roomIn", { building: room.building, room: room.room })}</span>
          <small className="soft">{say("roomSince", { day: day(room.since) })}</small>
        </Line>
      )}
    </>
  );
}

function Line({ head, children }: { head: string; children: ReactNode }) {
  return (
    <>
      <dt>{head}</dt>
      <dd>{children}</dd>
    </>
  );
}
