/** One disease's profile: what it says, what became of it, and what the district can do about it. */
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";

import type { ProfileDetail } from "@sitewarden/kit/api";
import { day } from "@sitewarden/kit/format";
import { spoken, useLanguage } from "@sitewarden/kit/i18n";

import { Failure } from "../shell/failure";
import { Loading } from "../shell/loading";
import { Page } from "../shell/page";
import { Groups } from "./groups";
import { History } from "./history";
import { ProfileMark } from "./profile-mark";
import { StandDownDialog } from "./stand-down";
import { useProfile } from "./use-profile";
import { useProfileChanged } from "./use-profile-changed";
import { profileWords } from "./words";
import "./profile.css";

export default function ProfilePage() {
  const say = profileWords.useWords();
  const language = useLanguage();
  const { code = "" } = useParams();
  const page = useProfile(code);
  if (page.isPending) return <Loading />;
  if (page.isError) {
    return (
      <Page title={say("title")} actions={<Link to="/profiles">{say("back")}</Link>}>
        <Failure thrown={page.error} retry={() => void page.refetch()} />
      </Page>
    );
  }
  const { profile } = page.data;
  return (
    <Page
      title={spoken(profile.words, language)}
      lead={<Lead page={page.data} />}
      actions={<Acts page={page.data} />}
    >
      <Groups profile={profile} />
      <History page={page.data} />
    </Page>
  );
}

function Lead({ page }: { page: ProfileDetail }) {
  const say = profileWords.useWords();
  const { profile, state, stand_downs } = page;
  const last = stand_downs[0];
  return (
    <span className="profile-lead">
      <ProfileMark state={state} />
      {state === "prepared" ? null : <span className="digits">{say("version", { n: profile.version })}</span>}
      {(state === "in_force" || state === "to_come") && <span className="digits">{say("from", { day: day(profile.from) })}</span>}
      {state === "stood_down" && last !== undefined && (
        <span className="digits">{say("keptUntil", { day: day(last.retained_until) })}</span>
      )}
      <Link to="/profiles">{say("back")}</Link>
    </span>
  );
}

function Acts({ page }: { page: ProfileDetail }) {
  const say = profileWords.useWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const changed = useProfileChanged(queries);
  const [standing, setStanding] = useState(false);
  const { profile, state } = page;
  if (!page.may_change) return null;
  const stands = state === "in_force" || state === "to_come";
  const edit = stands ? say("edit") : say(state === "prepared" ? "putInForce" : "putAgain");
  return (
    <>
      {stands && (
        <Button danger onClick={() => setStanding(true)}>
          {say("standDown")}
        </Button>
      )}
      <Button type="primary" onClick={() => void navigate(`/profiles/${profile.code}/edit`)}>
        {edit}
      </Button>
      <StandDownDialog open={standing} profile={profile} onClose={() => setStanding(false)} onDone={(after) => changed(after)} />
    </>
  );
}
