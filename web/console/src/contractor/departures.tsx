/** Crews and companies that left a moment ago, each with the way back while there is one. */
import { useQuery } from "@tanstack/react-query";
import { Alert, App, Button } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type components } from "@sitewarden/kit/api";
import { count, instant } from "@sitewarden/kit/format";

import { contractorWords } from "./words";

type Departure = components["schemas"]["Departure"];

export interface DeparturesProps {
  site: string;
  mayUndo: boolean;
  onChanged: () => void;
}

export function Departures({ site, mayUndo, onChanged }: DeparturesProps) {
  const departures = useQuery({
    queryKey: ["departures", site],
    queryFn: () => taken(api.GET("/sites/{site}/departures", { params: { path: { site } } })),
    // What can be undone no longer goes by itself.
    refetchInterval: 30_000,
  });
  return departures.data?.map((row) => (
    <Undoable key={row.id} departure={row} mayUndo={mayUndo} onUndone={onChanged} />
  ));
}

interface UndoableProps {
  departure: Departure;
  mayUndo: boolean;
  onUndone: () => void;
}

function Undoable({ departure, mayUndo, onUndone }: UndoableProps) {
  const say = contractorWords.useWords();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const undo = async () => {
    setBusy(true);
    try {
      const path = { departure: departure.id };
      const done = await taken(api.POST("/departures/{departure}/undo", { params: { path } }));
      void message.success(say("backNow", { n: count(done.people) }));
      onUndone();
    } catch (thrown) {
      void message.error(asProblem(thrown).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Alert
      type="info"
      showIcon
      title={say("left", { name: departure.name, n: count(departure.people), at: instant(departure.at) })}
      description={say("undoUntil", { at: instant(departure.undo_until) })}
      action={
        mayUndo && (
          <Button size="small" loading={busy} onClick={() => void undo()}>
            {say("undo")}
          </Button>
        )
      }
    />
  );
}
