/** One person over whatever page is open: `?person=` in the address. */
import { useQuery } from "@tanstack/react-query";
import { Drawer, Tabs } from "antd";
import { useNavigate, useSearchParams } from "react-router";

import { api, taken } from "@sitewarden/kit/api";

import { answersForPlace } from "../account/may";
import { useMe } from "../account/me";
import { Failure } from "../shell/failure";
import { Loading } from "../shell/loading";
import { PurposeBanner } from "../shell/purpose-banner";
import { Looks } from "./detail/looks";
import { OwnPassages } from "./detail/own-passages";
import { Sheet } from "./detail/sheet";
import { detailWords } from "./detail/words";
import { personKey } from "./person-key";
import { withPerson } from "./person-link";
import "./detail/detail.css";

export default function WorkerDrawer() {
  const say = detailWords.useWords();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const person = params.get("person") ?? "";
  return (
    <Drawer
      open
      size={640}
      title={say("title")}
      onClose={() => void navigate(withPerson(params, undefined), { replace: true })}
      closable={{ "aria-label": say("close") }}
    >
      <Person key={person} person={person} />
    </Drawer>
  );
}

function Person({ person }: { person: string }) {
  const say = detailWords.useWords();
  const { role } = useMe();
  const detail = useQuery({
    queryKey: personKey(person),
    queryFn: () => taken(api.GET("/workers/{person}", { params: { path: { person } } })),
    // Each question is recorded as a look: ask again only when something was changed.
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
  if (detail.isPending) return <Loading rows={10} />;
  if (detail.isError) return <Failure thrown={detail.error} retry={() => void detail.refetch()} />;
  return (
    <>
      <PurposeBanner />
      <Tabs
        items={[
          { key: "detail", label: say("tabDetail"), children: <Sheet worker={detail.data} /> },
          { key: "passages", label: say("tabPassages"), children: <OwnPassages passages={detail.data.passages} /> },
          ...(answersForPlace(role) ? [{ key: "looks", label: say("tabLooks"), children: <Looks person={person} /> }] : []),
        ]}
      />
    </>
  );
}
