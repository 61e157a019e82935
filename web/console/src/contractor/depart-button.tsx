/** A whole crew or company leaves in one act. */
import { App, Button } from "antd";

import { api, asProblem, taken, type components } from "@sitewarden/kit/api";
import { count } from "@sitewarden/kit/format";

import { shellWords } from "../shell/words";
import { contractorWords } from "./words";

export interface DepartButtonProps {
  site: string;
  /** Who leaves. */
  leaving: components["schemas"]["Leaving"];
  name: string;
  people: number;
  onLeft: () => void;
}

export function DepartButton({ site, leaving, name, people, onLeft }: DepartButtonProps) {
  const say = contractorWords.useWords();
  const shell = shellWords.useWords();
  const { message, modal } = App.useApp();
  const leave = () =>
    modal.confirm({
      title: say("leaveTitle", { name, n: count(people) }),
      content: say("leaveText"),
      okText: say("leave"),
      cancelText: shell("cancel"),
      onOk: async () => {
        try {
          await taken(api.POST("/sites/{site}/departures", { params: { path: { site } }, body: leaving }));
          void message.success(say("leftNow", { name }));
          onLeft();
        } catch (thrown) {
          void message.error(asProblem(thrown).message);
        }
      },
    });
  return (
    <Button size="small" onClick={leave}>
      {say("leave")}
    </Button>
  );
}
