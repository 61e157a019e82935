/** The frame around the pages: who is signed in, where they can go, what they look at. */
import { MenuOutlined } from "@ant-design/icons";
import { Button, Drawer } from "antd";
import { lazy, Suspense, useState } from "react";
import { Navigate, Outlet, useLocation, useSearchParams } from "react-router";

import type { Me } from "@sitewarden/kit/api";

import { DutyPage } from "../account/duty-page";
import { answersForPlace } from "../account/may";
import { MeContext, useEnded, useSignedIn } from "../account/me";
import { SignInAgain } from "../account/sign-in-again";
import { useOverview } from "../scope/overview";
import { Failure } from "./failure";
import { Loading } from "./loading";
import { Navigation } from "./navigation";
import { Preferences } from "./preferences";
import { SignOut } from "./sign-out";
import { shellWords } from "./words";
import "./frame.css";

const WorkerDrawer = lazy(() => import("../registry/worker-drawer"));

export function Frame() {
  const signedIn = useSignedIn();
  const ended = useEnded();
  const here = useLocation();
  if (signedIn.isPending) return <Loading />;
  if (signedIn.isError) {
    return (
      <main className="notice">
        <Failure thrown={signedIn.error} retry={() => void signedIn.refetch()} />
      </main>
    );
  }
  if (signedIn.data === null) {
    const to = here.pathname === "/" ? "" : `?to=${encodeURIComponent(here.pathname + here.search)}`;
    return <Navigate to={`/sign-in${to}`} replace />;
  }
  return (
    <MeContext.Provider value={signedIn.data}>
      {signedIn.data.duty == null ? <Framed me={signedIn.data} /> : <DutyPage me={signedIn.data} duty={signedIn.data.duty} />}
      {ended && <SignInAgain />}
    </MeContext.Provider>
  );
}

function Framed({ me }: { me: Me }) {
  const say = shellWords.useWords();
  const [menu, setMenu] = useState(false);
  const [params] = useSearchParams();
  const overview = useOverview({}, answersForPlace(me.role));
  const openAlerts = overview.data?.open_alerts ?? undefined;
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {say("skip")}
      </a>
      <header className="bar">
        <Button
          className="bar-menu"
          type="text"
          icon={<MenuOutlined />}
          aria-label={say("menu")}
          aria-expanded={menu}
          onClick={() => setMenu(true)}
        />
        <img className="bar-mark" src="/mark.svg" alt="" width="28" height="28" />
        <span className="bar-name">{say("name")}</span>
        <span className="bar-scope" title={me.scope_name}>
          {me.scope_name}
        </span>
        <span className="bar-end">
          <Preferences />
          <span className="bar-who">{me.name}</span>
          <SignOut />
        </span>
      </header>
      <div className="side">
        <Navigation me={me} openAlerts={openAlerts} />
      </div>
      <Drawer
        open={menu}
        onClose={() => setMenu(false)}
        placement="left"
        size={260}
        title={say("name")}
        closable={{ "aria-label": say("closeMenu") }}
      >
        <Navigation me={me} openAlerts={openAlerts} onGo={() => setMenu(false)} />
      </Drawer>
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
      {params.has("person") && (
        <Suspense fallback={null}>
          <WorkerDrawer />
        </Suspense>
      )}
    </div>
  );
}
