/** The account's own passkeys: each is named, and any of them can be removed. */
import { Button } from "antd";
import { useState } from "react";

import type { Passkey } from "@sitewarden/kit/api";
import { ago, instant } from "@sitewarden/kit/format";

import { Rows, type Column } from "../list/rows";
import { Empty } from "../shell/empty";
import { Card } from "../shell/page";
import { useChangedAccount, useOwnPasskeys } from "./own";
import { passkeysHere } from "./passkey";
import { PasskeyAdding } from "./passkey-adding";
import { PasskeyNaming } from "./passkey-naming";
import { PasskeyRemoval } from "./passkey-removal";
import { accountWords } from "./words";

/** What is being done, and to which. */
type Act = { adding: true } | { naming: Passkey } | { removing: Passkey };

export function PasskeysPart() {
  const say = accountWords.useWords();
  const passkeys = useOwnPasskeys();
  const changed = useChangedAccount();
  const [act, setAct] = useState<Act>();
  const here = passkeysHere();
  const items = passkeys.data ?? [];
  const leave = () => setAct(undefined);
  const columns: Column<Passkey>[] = [
    { key: "name", head: say("passkeyName"), brief: true, cell: (row) => row.name },
    { key: "added", head: say("passkeyAdded"), tight: true, cell: (row) => <span className="digits">{instant(row.created_at)}</span> },
    { key: "used", head: say("lastSeen"), tight: true, cell: (row) => (row.last_used_at == null ? say("passkeyUnused") : ago(row.last_used_at)) },
    { key: "host", head: say("passkeyHost"), wide: true, cell: (row) => row.host },
    {
      key: "acts",
      head: "",
      tight: true,
      cell: (row) => (
        <>
          <Button size="small" aria-label={say("renameNamed", { name: row.name })} onClick={() => setAct({ naming: row })}>
            {say("rename")}
          </Button>{" "}
          <Button size="small" aria-label={say("removeNamed", { name: row.name })} onClick={() => setAct({ removing: row })}>
            {say("remove")}
          </Button>
        </>
      ),
    },
  ];
  if (!here && items.length === 0) return null;
  return (
    <Card
      title={say("passkeys")}
      extra={
        here && (
          <Button size="small" onClick={() => setAct({ adding: true })}>
            {say("passkeyAdd")}
          </Button>
        )
      }
    >
      <p className="soft">{say("passkeysLead")}</p>
      <Rows
        label={say("passkeys")}
        columns={columns}
        id={(row) => row.id}
        plain
        empty={<Empty title={say("noPasskeys")} />}
        list={{
          items,
          loading: passkeys.isPending,
          stale: false,
          thrown: passkeys.error,
          hasMore: false,
          loadingMore: false,
          more: () => {},
          retry: () => void passkeys.refetch(),
        }}
      />
      <PasskeyAdding open={act !== undefined && "adding" in act} onAdded={changed} onClose={leave} />
      {act !== undefined && "naming" in act && <PasskeyNaming passkey={act.naming} onDone={changed} onClose={leave} />}
      {act !== undefined && "removing" in act && <PasskeyRemoval passkey={act.removing} left={items.length} onDone={changed} onClose={leave} />}
    </Card>
  );
}
