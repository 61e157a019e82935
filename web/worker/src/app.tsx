/** Which page the address names, for whom. Pages past the first are loaded when they are opened. */
import { lazy, Suspense } from "react";
import { SessionProvider, useSession } from "./account/session";
import { SignIn } from "./account/sign-in";
import { OutboxProvider } from "./declaration/use-outbox";
import { Shape } from "./shell/failure";
import { Page } from "./shell/page";
import { go, useRoute } from "./shell/route";
import { shellWords } from "./shell/words";
import { Home } from "./standing/home";

const Card = lazy(() => import("./account/card").then((page) => ({ default: page.Card })));
const Join = lazy(() => import("./account/join").then((page) => ({ default: page.Join })));
const Declare = lazy(() => import("./declaration/declare").then((page) => ({ default: page.Declare })));
const Declarations = lazy(() => import("./declaration/declarations").then((page) => ({ default: page.Declarations })));
const PassPage = lazy(() => import("./standing/pass").then((page) => ({ default: page.PassPage })));
const FaceConsent = lazy(() => import("./consent/face-consent").then((page) => ({ default: page.FaceConsent })));
const Enrol = lazy(() => import("./face/enrol").then((page) => ({ default: page.Enrol })));
const MyData = lazy(() => import("./privacy/my-data").then((page) => ({ default: page.MyData })));

export function App() {
  return (
    <SessionProvider>
      <OutboxProvider>
        <Suspense fallback={<Opening />}>
          <Pages />
        </Suspense>
      </OutboxProvider>
    </SessionProvider>
  );
}

function Pages() {
  const { parts, query } = useRoute();
  const { state } = useSession();
  const [first, second] = parts;
  if (first === "join" && second) return <Join token={second} />;
  if (first === "card") return <Card />;
  if (state === "opening") return <Opening />;
  if (state === "out") return <SignIn />;
  switch (first) {
    case undefined:
      return <Home />;
    case "declare":
      return <Declare step={second} corrects={query.get("corrects")} />;
    case "declarations":
      return <Declarations />;
    case "pass":
      return <PassPage />;
    case "my-data":
      return <MyData />;
    case "face":
      return second === "enrol" ? <Enrol /> : <FaceConsent />;
    default:
      return <NotFound />;
  }
}

function Opening() {
  const say = shellWords.useWords();
  return (
    <Page title={say("product")} start>
      <Shape lines={6} />
    </Page>
  );
}

function NotFound() {
  const say = shellWords.useWords();
  return (
    <Page title={say("product")} start>
      <div className="stack">
        <p className="lead">{say("notFound")}</p>
        <button type="button" className="link" onClick={() => go("/", { replace: true })}>
          {say("toHome")}
        </button>
      </div>
    </Page>
  );
}
