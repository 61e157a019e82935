import { describe, expect, it } from "vitest";

import type { WorkerDetail } from "@sitewarden/kit/api";

import { begun, changesNothing, changesOf, rebased, type Typed } from "./changes";

const worker = {
  phone: "138****0000",
  emergency: { name: "李*", relation: "spouse", text: "配偶", number: "139****0000" },
  room: { building: "3", room: "302", since: "2020-02-12" },
  edit: { engagement: "e", as_read: {} },
  engagements: [
    { id: "e", site: "s", site_name: "工地", crew: "钢筋一班", contractor: "佛山劳务", kind: "worker", trade: "020", state: "active", entered_on: "2020-02-10" },
  ],
  certificates: [
    { id: "c", kind: "electrician", name: "建筑电工", number: "粤A01****0123", issued_on: "2018-01-02", expires_on: "2020-01-01", state: "expired", text: "过期了" },
  ],
} as unknown as WorkerDetail;

const base = begun(worker, []);
const typed = (change: Partial<Typed>) => changesOf({ ...base, ...change }, base);

describe("what a form changes", () => {
  it("is nothing while nothing is typed, and never what is masked", () => {
    expect(changesNothing(typed({}))).toBe(true);
    expect(JSON.stringify(base)).not.toContain("138****");
    expect(typed({ phone_act: "put", phone: "13712345678" })).toEqual({ phone: "13712345678", certificates: [] });
  });

  it("empties what is taken away", () => {
    expect(typed({ crew: "", trade: undefined, phone_act: "clear", contact_act: "clear", room_act: "clear", left_on: "2020-02-15" })).toEqual({
      crew: "",
      trade: "",
      phone: "",
      emergency_name: "",
      emergency_relation: "",
      emergency_phone: "",
      building: "",
      room: "",
      moved_on: "2020-02-15",
      certificates: [],
    });
  });

  it("sends a held certificate by its id, renewed without its number, or gone", () => {
    const [held] = base.certificates;
    expect(typed({ certificates: [{ ...held, expires_on: "2022-01-01" }] }).certificates).toEqual([
      { id: "c", removed: false, kind: "electrician", number: "", issued_on: "2018-01-02", expires_on: "2022-01-01" },
    ]);
    expect(typed({ certificates: [{ ...held, removed: true }, { number: "", removed: true }] }).certificates).toEqual([
      { id: "c", removed: true, kind: "", number: "", issued_on: "", expires_on: "" },
    ]);
  });

  it("takes nothing away because a field was left empty that was to be filled in", () => {
    expect(changesNothing(typed({ phone_act: "put", phone: " ", contact_act: "put" }))).toBe(true);
  });
});

describe("a form over what someone else changed", () => {
  const theirs = begun(
    { ...worker, engagements: [{ ...worker.engagements[0], crew: "木工一班", trade: "030" }], certificates: [] } as WorkerDetail,
    [],
  );

  it("keeps what was typed and takes the rest as it is now", () => {
    const mine: Typed = { ...base, crew: "电工班", phone_act: "put", phone: "13712345678" };
    const next = rebased(mine, base, theirs);
    expect([next.crew, next.trade, next.phone]).toEqual(["电工班", "030", "13712345678"]);
    expect(next.certificates).toEqual([]);
    expect(changesOf(next, theirs)).toEqual({ crew: "电工班", phone: "13712345678", certificates: [] });
  });

  it("keeps a certificate that was being added", () => {
    const mine: Typed = { ...base, certificates: [...base.certificates, { number: "SC-2020-77" }] };
    expect(rebased(mine, base, theirs).certificates).toEqual([{ number: "SC-2020-77" }]);
  });
});
