/** A company leaves the site. */
import { App, Button } from "antd";

import { api, asProblem, taken, type Contractor } from "@sitewarden/kit/api";

import { shellWords } from "../shell/words";
import { contractorWords } from "./words";

export interface EndContractorProps {
  contractor: Contractor;
  onEnded: () => void;
}

export function EndContractor({ contractor, onEnded }: EndContractorProps) {
  const say = contractorWords.useWords();
  const shell = shellWords.useWords();
  const { message, modal } = App.useApp();
  const end = () =>
    modal.confirm({
      title: say("endTitle", { name: contractor.organisation.name }),
      content: say("endText"),
      okText: say("end"),
      cancelText: shell("cancel"),
      onOk: async () => {
        try {
          const path = { contractor: contractor.id };
          await taken(api.POST("/contractors/{contractor}/end", { params: { path } }));
          void message.success(say("ended"));
          onEnded();
        } catch (thrown) {
          void message.error(asProblem(thrown).message);
        }
      },
    });
  return (
    <Button size="small" onClick={end}>
      {say("end")}
    </Button>
  );
}
