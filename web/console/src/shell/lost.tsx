/** An address that shows nothing, and a page that broke. */
import { Button } from "antd";
import { Link } from "react-router";

import { shellWords } from "./words";
import "./page.css";

export function Lost() {
  const say = shellWords.useWords();
  return (
    <section className="notice">
      <h1>{say("lostTitle")}</h1>
      <p>
        <Link to="/today">{say("backToToday")}</Link>
      </p>
    </section>
  );
}

/** Shown instead of a page whose code failed or could not be loaded (an update since, a cut line). */
export function Broken() {
  const say = shellWords.useWords();
  return (
    <section className="notice" role="alert">
      <h1>{say("brokenTitle")}</h1>
      <p>{say("brokenText")}</p>
      <Button type="primary" onClick={() => location.reload()}>
        {say("reload")}
      </Button>
    </section>
  );
}
