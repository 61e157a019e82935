/** The site's QR code, to be printed and put up. */
import { PrinterOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";

import { api, taken } from "@sitewarden/kit/api";

import { useMe } from "../account/me";
import { Copyable } from "../shell/copyable";
import { Failure } from "../shell/failure";
import { Loading } from "../shell/loading";
import { Card } from "../shell/page";
import { todayWords } from "./words";

export function JoinPart({ site, name }: { site: string; name: string }) {
  const say = todayWords.useWords();
  const own = useMe().role === "site";
  const join = useQuery({
    queryKey: ["join-link", site],
    queryFn: () => taken(api.GET("/sites/{site}/join-link", { params: { path: { site } } })),
    staleTime: Infinity,
    enabled: own,
  });
  if (!own) return null;
  return (
    <Card name="join" title={say("join")}>
      {join.isPending && <Loading rows={4} />}
      {join.isError && <Failure thrown={join.error} retry={() => void join.refetch()} />}
      {join.data !== undefined && (
        <div className="join">
          <div className="join-sheet">
            <p className="join-site">{name}</p>
            <Code svg={join.data.svg} label={say("qrAlt", { site: name })} />
            <p className="join-call">
              <span lang="zh-CN">{todayWords.texts["zh-CN"].scan}</span>
              <small lang="en">{todayWords.texts.en.scan}</small>
            </p>
          </div>
          <p className="soft">{say("joinLead")}</p>
          <Copyable label={say("joinAddress")} text={join.data.url} />
          <Button icon={<PrinterOutlined />} onClick={() => print()}>
            {say("print")}
          </Button>
        </div>
      )}
    </Card>
  );
}

/** A picture made of the platform's own SVG: as an image it can carry no script. */
function Code({ svg, label }: { svg: string; label: string }) {
  return <img className="join-code" alt={label} src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`} />;
}
