/** One account, and what whoever keeps accounts does about it. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Drawer } from "antd";
import { useState } from "react";

import { api, asProblem, taken, type Account, type components } from "@sitewarden/kit/api";
import { ago, instant } from "@sitewarden/kit/format";

import { deviceName } from "../account/device-name";
import { Failure } from "../shell/failure";
import { Loading } from "../shell/loading";
import { SecretDialog } from "../shell/secret-dialog";
import { shellWords } from "../shell/words";
import { AccountMark } from "./account-mark";
import { useHandedPassword } from "./handed-password";
import { MADE_HERE } from "./roles";
import { SecondFactorReset } from "./second-factor-reset";
import { administrationWords } from "./words";

export interface AccountDrawerProps {
  account: Account | undefined;
  onClose: () => void;
  onChanged: (account: Account) => void;
}

export function AccountDrawer({ account, onClose, onChanged }: AccountDrawerProps) {
  const shell = shellWords.useWords();
  return (
    <Drawer
      open={account !== undefined}
      onClose={onClose}
      size={480}
      title={account?.sign_in_name}
      closable={{ "aria-label": shell("close") }}
      destroyOnHidden
    >
      {account !== undefined && <Kept account={account} onChanged={onChanged} />}
    </Drawer>
  );
}

function Kept({ account, onChanged }: { account: Account; onChanged: (account: Account) => void }) {
  const say = administrationWords.useWords();
  const mine = MADE_HERE.some((role) => role === account.role);
  return (
    <div className="kept">
      <p>{account.shown_name}</p>
      <dl className="kept-facts">
        <dt>{say("state")}</dt>
        <dd>
          <AccountMark account={account} />
        </dd>
        <dt>{say("role")}</dt>
        <dd>{say(account.role)}</dd>
        <dt>{say("reach")}</dt>
        <dd>{account.scope_name}</dd>
        <dt>{say("secondFactor")}</dt>
        <dd>{say(account.second_factor ? "factorOn" : "factorOff")}</dd>
        <dt>{say("made")}</dt>
        <dd className="digits">{instant(account.created_at)}</dd>
      </dl>
      {mine ? (
        <>
          <Acts account={account} onChanged={onChanged} />
          <Sessions account={account} />
        </>
      ) : (
        <p className="soft">{say("notHere")}</p>
      )}
    </div>
  );
}

function Acts({ account, onChanged }: { account: Account; onChanged: (account: Account) => void }) {
  const say = administrationWords.useWords();
  const shell = shellWords.useWords();
  const queries = useQueryClient();
  const { message, modal } = App.useApp();
  const [reset, setReset] = useState<components["schemas"]["HandedAccount"]>();
  const handed = useHandedPassword(reset);
  const [resetting, setResetting] = useState(false);
  const path = { params: { path: { account: account.id } } };
  const changed = (next: Account) => {
    onChanged(next);
    void queries.invalidateQueries({ queryKey: ["sessions-of", account.id] });
  };
  const run = async (act: () => Promise<Account>, done: string) => {
    try {
      changed(await act());
      void message.success(done);
    } catch (thrown) {
      void message.error(asProblem(thrown).message);
    }
  };
  const asked = (title: string, content: string, okText: string, act: () => Promise<void>) =>
    modal.confirm({ title, content, okText, cancelText: shell("cancel"), onOk: act });
  const resetPassword = () =>
    asked(say("resetTitle", { name: account.sign_in_name }), say("resetText"), say("resetPassword"), () =>
      run(async () => {
        const made = await taken(api.POST("/accounts/{account}/reset-password", path));
        setReset(made);
        return made.account;
      }, say("resetDone")),
    );
  const off = () =>
    asked(say("disableTitle", { name: account.sign_in_name }), say("disableText"), say("disable"), () =>
      run(() => taken(api.POST("/accounts/{account}/disable", path)), say("disabled")),
    );
  const on = () => run(() => taken(api.POST("/accounts/{account}/enable", path)), say("usable"));
  const unlock = () => run(() => taken(api.POST("/accounts/{account}/unlock", path)), say("unlocked"));
  return (
    <div className="row-of-buttons">
      <Button onClick={resetPassword}>{say("resetPassword")}</Button>
      {account.locked_until != null && <Button onClick={() => void unlock()}>{say("unlock")}</Button>}
      {account.second_factor && <Button onClick={() => setResetting(true)}>{say("resetFactor")}</Button>}
      {account.disabled_at == null ? (
        <Button danger onClick={off}>
          {say("disable")}
        </Button>
      ) : (
        <Button onClick={() => void on()}>{say("enable")}</Button>
      )}
      <SecretDialog open={false} handed={handed} onClose={() => setReset(undefined)} />
      <SecondFactorReset account={account} open={resetting} onClose={() => setResetting(false)} onDone={changed} />
    </div>
  );
}

function Sessions({ account }: { account: Account }) {
  const say = administrationWords.useWords();
  const { message } = App.useApp();
  const path = { params: { path: { account: account.id } } };
  const sessions = useQuery({
    queryKey: ["sessions-of", account.id],
    queryFn: () => taken(api.GET("/accounts/{account}/sessions", path)),
  });
  const end = async () => {
    try {
      await taken(api.DELETE("/accounts/{account}/sessions", path));
      void message.success(say("allEnded"));
      await sessions.refetch();
    } catch (thrown) {
      void message.error(asProblem(thrown).message);
    }
  };
  const items = sessions.data?.items ?? [];
  return (
    <section>
      <h3>{say("sessions")}</h3>
      {sessions.isPending && <Loading rows={2} />}
      {sessions.isError && <Failure thrown={sessions.error} retry={() => void sessions.refetch()} />}
      {sessions.data !== undefined && items.length === 0 && <p className="soft">{say("noSessions")}</p>}
      <ul className="kept-sessions">
        {items.map((session) => (
          <li key={session.id}>
            {deviceName(session.device) || say("unknownDevice")} <span className="soft">{ago(session.last_seen_at)}</span>
          </li>
        ))}
      </ul>
      {items.length > 0 && <Button onClick={() => void end()}>{say("endAll")}</Button>}
    </section>
  );
}
