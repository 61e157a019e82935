/** One alert as it reads in the inbox. */
import { Button, Tag } from "antd";

import type { Alert } from "@sitewarden/kit/api";
import { ago, instant, temperature } from "@sitewarden/kit/format";
import { StateIcon } from "@sitewarden/kit/state-mark";
import type { StateName } from "@sitewarden/kit/tokens";

import { PersonLink } from "../registry/person-link";
import { alertWords } from "./words";
import "./alert.css";

/** The state an alert is shown in: closed is done, a critical one bars, a warning holds. */
export function alertState(alert: Alert): StateName {
  if (alert.state === "closed") return "clear";
  return alert.severity === "critical" ? "barred" : "hold";
}

export interface AlertItemProps {
  alert: Alert;
  chosen?: boolean;
  /** Left out in short lists, where the link leads to the inbox. */
  actions?: { acknowledge: () => void; close: () => void; busy: boolean };
}

export function AlertItem({ alert, chosen = false, actions }: AlertItemProps) {
  const say = alertWords.useWords();
  return (
    <article
      id={`alert-${alert.id}`}
      className={`alert alert-${alertState(alert)}${chosen ? " alert-chosen" : ""}`}
      aria-current={chosen ? "true" : undefined}
    >
      <span className="alert-icon">
        <StateIcon state={alertState(alert)} size="22px" />
      </span>
      <div className="alert-body">
        <p className="alert-head">
          <strong>{alert.kind_text}</strong> <PersonLink person={alert.person}>{alert.name}</PersonLink>
          {alert.state === "open" && <Tag variant="outlined">{say(alert.severity)}</Tag>}
          {alert.overdue && alert.state === "open" && <span className="alert-overdue">{say("overdue")}</span>}
        </p>
        <p>{alert.text}</p>
        <p className="soft">
          {alert.site_name} · {alert.town_name} · {say("raised", { ago: ago(alert.raised_at) })}
          {alert.times > 1 && ` · ${say("toldAgain", { ago: ago(alert.told_at) })}`}
        </p>
        {!alert.at_work && alert.state !== "closed" && <p>{say("left")}</p>}
        <Course alert={alert} />
      </div>
      {actions !== undefined && alert.state !== "closed" && (
        <div className="alert-actions">
          {alert.state === "open" && (
            <Button type="primary" loading={actions.busy} onClick={actions.acknowledge}>
              {say("acknowledge")}
            </Button>
          )}
          <Button type={alert.state === "acknowledged" ? "primary" : "default"} onClick={actions.close}>
            {say("close")}
          </Button>
        </div>
      )}
    </article>
  );
}

function Course({ alert }: { alert: Alert }) {
  const say = alertWords.useWords();
  return (
    <>
      {alert.acknowledged_at != null && (
        <p className="soft">
          {say("by", { name: alert.acknowledged_by ?? "—", at: instant(alert.acknowledged_at) })}
        </p>
      )}
      {alert.closed_at != null && (alert.closed_by != null || alert.checked_at_site == null) && (
        <p className="soft">
          {alert.closed_by == null
            ? say("endedAt", { at: instant(alert.closed_at) })
            : say("closedBy", { name: alert.closed_by, at: instant(alert.closed_at) })}
        </p>
      )}
      {alert.checked_at_site != null && <p>{say("checkedAt", { site: alert.checked_at_site })}</p>}
      {alert.outcome != null && (
        <p>
          {[
            alert.action != null && say("done", { action: alert.action }),
            say(alert.outcome),
            alert.measured != null && temperature(alert.measured),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      )}
    </>
  );
}
