/** Who the platform has one down as: the name, and of each site the crew and how one stands there. */
import type { WorkerHome } from "@sitewarden/kit/api";
import { privacyWords } from "./words";

export function WhoIAm({ home }: { home: WorkerHome }) {
  const say = privacyWords.useWords();
  return (
    <section className="card">
      <h2>{say("who")}</h2>
      <dl className="summary quiet">
        <Line name={say("name")} text={home.name} />
      </dl>
      <h3>{say("sites")}</h3>
      {home.sites.length === 0 && <p className="soft">{say("noSites")}</p>}
      {home.sites.map((site) => (
        <dl className="summary quiet" key={site.site} data-site={site.site}>
          <Line name={say("site")} text={site.site_name} />
          <Line name={say("crew")} text={site.crew ?? say("noCrew")} />
          <Line name={say("state")} text={say(`state_${site.state}`)} />
        </dl>
      ))}
      <p className="soft">{say("elsewhere")}</p>
    </section>
  );
}

function Line({ name, text }: { name: string; text: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}
