/** Which address shows which page. Each page is loaded when it is first opened. */
import { lazy, Suspense, type ComponentType } from "react";
import { createBrowserRouter } from "react-router";

import { First } from "./first";
import { Frame } from "./frame";
import { Lost, Broken } from "./lost";
import { Loading } from "./loading";

function page(load: () => Promise<{ default: ComponentType }>) {
  const Page = lazy(load);
  return (
    <Suspense fallback={<Loading />}>
      <Page />
    </Suspense>
  );
}

export const routes = createBrowserRouter([
  { path: "/sign-in", element: page(() => import("../account/sign-in-page")), errorElement: <Broken /> },
  {
    path: "/",
    element: <Frame />,
    errorElement: <Broken />,
    children: [
      {
        errorElement: <Broken />,
        children: [
          { index: true, element: <First /> },
          { path: "today", element: page(() => import("../today/today-page")) },
          { path: "sites", element: page(() => import("../registry/sites-page")) },
          { path: "workers", element: page(() => import("../registry/workers-page")) },
          { path: "likenesses", element: page(() => import("../likeness/likenesses-page")) },
          { path: "contractors", element: page(() => import("../contractor/contractors-page")) },
          { path: "rooms", element: page(() => import("../dormitory/rooms-page")) },
          { path: "passages", element: page(() => import("../passage/passages-page")) },
          { path: "alerts", element: page(() => import("../alert/alerts-page")) },
          { path: "areas", element: page(() => import("../area/areas-page")) },
          { path: "watchlists", element: page(() => import("../screening/watchlists-page")) },
          { path: "profiles", element: page(() => import("../profile/profiles-page")) },
          { path: "profiles/+", element: page(() => import("../profile/new-page")) },
          { path: "profiles/:code", element: page(() => import("../profile/profile-page")) },
          { path: "profiles/:code/edit", element: page(() => import("../profile/edit-page")) },
          { path: "gates", element: page(() => import("../gate/gates-page")) },
          { path: "integrators", element: page(() => import("../integrator/integrators-page")) },
          { path: "accounts", element: page(() => import("../administration/accounts-page")) },
          { path: "audit", element: page(() => import("../audit/audit-page")) },
          { path: "account", element: page(() => import("../account/account-page")) },
          { path: "*", element: <Lost /> },
        ],
      },
    ],
  },
]);
