/** What became of a profile: every version, and every time it was stood down. An old version can be opened and read. */
import { Collapse } from "antd";

import type { ProfileDetail } from "@sitewarden/kit/api";
import { day, instant } from "@sitewarden/kit/format";

import { Card } from "../shell/page";
import { Groups } from "./groups";
import { profileWords } from "./words";

type Version = ProfileDetail["versions"][number];

export function History({ page }: { page: ProfileDetail }) {
  const say = profileWords.useWords();
  if (page.versions.length === 0) return null;
  const versions = page.versions.map((version) => ({
    key: String(version.profile.version),
    label: <VersionHead version={version} />,
    children: <Groups profile={version.profile} />,
  }));
  return (
    <Card title={say("history")}>
      {page.stand_downs.length > 0 && (
        <ul className="profile-several">
          {page.stand_downs.map((one) => (
            <li key={one.at}>
              <span className="digits">{instant(one.at)}</span> {say("stoodDownBy", { who: one.by, reason: one.reason })}
              <small className="soft">
                {" "}
                {one.resumed_at == null
                  ? say("keptUntil", { day: day(one.retained_until) })
                  : say("resumed", { at: instant(one.resumed_at) })}
              </small>
            </li>
          ))}
        </ul>
      )}
      <Collapse ghost items={versions} />
    </Card>
  );
}

function VersionHead({ version }: { version: Version }) {
  const say = profileWords.useWords();
  const { from, to } = version.profile;
  const span = () => {
    if (to == null) return say("from", { day: day(from) });
    return to < from ? say("neverBegan") : say("fromTo", { from: day(from), to: day(to) });
  };
  return (
    <span>
      <strong>{say("version", { n: version.profile.version })}</strong> <span className="digits">{span()}</span>
      <small className="soft">
        {" "}
        {version.by == null ? say("putAtSetUp") : say("putBy", { who: version.by, reason: version.reason ?? "" })}
      </small>
    </span>
  );
}
