/** Today: a site's own day, or the day of a town or the district. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { api, taken } from "@sitewarden/kit/api";

import { answersForPlace } from "../account/may";
import { useMe } from "../account/me";
import { useScope } from "../scope/scope";
import { useTowns } from "../scope/towns";
import { Page } from "../shell/page";
import { PurposeBanner } from "../shell/purpose-banner";
import { Figures } from "./figures";
import { GatesPart } from "./gates-part";
import { JoinPart } from "./join-part";
import { AlertsPart } from "./alerts-part";
import { Stream } from "./stream";
import { TownsPart } from "./towns-part";
import { TownSites } from "./town-sites";
import { WaitingPart } from "./waiting-part";
import { todayWords } from "./words";
import "./today.css";

export default function TodayPage() {
  const { site } = useScope();
  return site === undefined ? <ScopeToday /> : <SiteToday key={site} site={site} />;
}

function SiteToday({ site }: { site: string }) {
  const say = todayWords.useWords();
  const me = useMe();
  const { fixed } = useScope();
  const detail = useQuery({
    queryKey: ["site", site],
    queryFn: () => taken(api.GET("/sites/{site}", { params: { path: { site } } })),
    refetchInterval: 30_000,
  });
  const scope = { site };
  return (
    <Page
      title={detail.data?.name ?? (fixed ? me.scope_name : say("title"))}
      lead={!answersForPlace(me.role) ? say("leadCompany") : fixed ? say("leadSite") : detail.data && `${detail.data.town_name} · ${detail.data.address}`}
      actions={!fixed && <Link to="/sites">{say("allSites")}</Link>}
    >
      <PurposeBanner />
      <Figures scope={scope} gates={detail.data?.gates} />
      <div className="today-columns">
        <Stream scope={scope} />
        <div className="today-side">
          {answersForPlace(me.role) ? (
            <>
              <AlertsPart scope={scope} />
              <GatesPart site={site} query={detail} />
              <JoinPart site={site} name={detail.data?.name ?? ""} />
            </>
          ) : (
            <WaitingPart site={site} />
          )}
        </div>
      </div>
    </Page>
  );
}

function ScopeToday() {
  const say = todayWords.useWords();
  const me = useMe();
  const { scope } = useScope();
  const everywhere = me.role === "district" && scope.town === undefined;
  const towns = useTowns(scope.town !== undefined);
  const town = towns.data?.find(({ code }) => code === scope.town);
  return (
    <Page
      title={town?.name ?? say("title")}
      lead={say(answersForPlace(me.role) ? "leadScope" : "leadCompany")}
      actions={
        me.role === "district" && !everywhere && <Link to="/today">{say("backToScope", { name: me.scope_name })}</Link>
      }
    >
      <PurposeBanner />
      <Figures scope={scope} />
      {everywhere ? <TownsPart /> : <TownSites town={scope.town} />}
      {answersForPlace(me.role) ? (
        <div className="today-columns">
          <Stream scope={scope} />
          <div className="today-side">
            <AlertsPart scope={scope} />
          </div>
        </div>
      ) : (
        <Stream scope={scope} />
      )}
    </Page>
  );
}
