/** A site's workers: who is here, who is missing what. */
import { CameraOutlined, DownloadOutlined, MoreOutlined, PlusOutlined, UploadOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, type InputRef } from "antd";
import { useRef, useState } from "react";
import { useNavigate } from "react-router";

import { api, taken, type WorkerRow } from "@sitewarden/kit/api";

import { answersForPlace, takesIn } from "../account/may";
import { useMe } from "../account/me";
import { MakeCards } from "../card/make-cards";
import { useContractors } from "../contractor/use-contractors";
import { FaceImport } from "../face/face-import";
import { useFilters } from "../list/filters";
import { ColumnChoice } from "../list/column-choice";
import { useColumns } from "../list/columns";
import { useKeptSearch } from "../list/kept-search";
import { Rows } from "../list/rows";
import { useList } from "../list/use-list";
import { useSlash } from "../list/use-slash";
import { WithSite } from "../scope/scope-fields";
import { Empty } from "../shell/empty";
import { Folded } from "../shell/folded";
import { Page } from "../shell/page";
import { PurposeBanner } from "../shell/purpose-banner";
import { shellWords } from "../shell/words";
import { useCodeName } from "./codes";
import { FindPeople } from "./find-people";
import { registryWords } from "./words";
import { workerColumns } from "./worker-columns";
import { WorkerExport } from "./worker-export";
import { WorkerFilters } from "./worker-filters";
import { WorkerForm } from "./worker-form";
import { WorkerImport } from "./worker-import";
import { workerFilterNames, workerQuery } from "./worker-query";

export default function WorkersPage() {
  const say = registryWords.useWords();
  return (
    <Page title={say("title")} lead={say("lead")}>
      <PurposeBanner />
      <WithSite without={<FindPeople />}>{(site) => <Workers key={site} site={site} />}</WithSite>
    </Page>
  );
}

/** The key under which a site's workers are kept, so that what changes one of them can ask for them anew. */
export const workersKey = (site: string) => ["workers", site] as const;

function Workers({ site }: { site: string }) {
  const say = registryWords.useWords();
  const shell = shellWords.useWords();
  const called = useCodeName();
  const { role } = useMe();
  const [mayChange, takes] = [role === "site", takesIn(role)];
  const navigate = useNavigate();
  const queries = useQueryClient();
  const search = useRef<InputRef>(null);
  const [open, setOpen] = useState<"add" | "import" | "faces" | "export">();
  const { filters, change, clear, any } = useFilters(...workerFilterNames);
  const { sought, seek } = useKeptSearch(`workers ${site}`);
  const query = workerQuery(filters, sought);
  const columns = workerColumns(say, called);
  const { shown, chosen, choose } = useColumns("workers", columns);
  const detail = useQuery({
    queryKey: ["site", site],
    queryFn: () => taken(api.GET("/sites/{site}", { params: { path: { site } } })),
  });
  const contractors = useContractors(site).data ?? [];
  const list = useList<WorkerRow>([...workersKey(site), query], (after) =>
    taken(
      api.GET("/sites/{site}/workers", { params: { path: { site }, query: { ...query, ...(after && { after }) } } }),
    ),
  );
  useSlash(search);
  const crews = detail.data?.crews ?? [];
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: workersKey(site) });
    void queries.invalidateQueries({ queryKey: ["site", site] });
    void queries.invalidateQueries({ queryKey: ["overview"] });
  };
  return (
    <>
      <WorkerFilters filters={filters} change={change} sought={sought} onSeek={seek} crews={crews} contractors={contractors} search={search} />
      <div className="row-of-buttons">
        {takes && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen("add")}>
            {say("add")}
          </Button>
        )}
        <Folded icon={<MoreOutlined />} label={shell("more")}>
          {takes && (
            <Button icon={<UploadOutlined />} onClick={() => setOpen("import")}>
              {say("import")}
            </Button>
          )}
          {mayChange && (
            <>
              <Button icon={<CameraOutlined />} onClick={() => setOpen("faces")}>
                {say("importFaces")}
              </Button>
              <MakeCards
                site={site}
                people={list.items.filter((row) => row.state === "active").map((row) => row.person)}
                more={list.hasMore}
              />
            </>
          )}
          {answersForPlace(role) && (
            <Button icon={<DownloadOutlined />} onClick={() => setOpen("export")}>
              {say("exportList")}
            </Button>
          )}
          <ColumnChoice all={columns} chosen={chosen} onChoose={choose} />
        </Folded>
      </div>
      <section className="card" aria-label={say("title")}>
        <Rows
          label={say("title")}
          list={list}
          columns={shown}
          id={(row) => row.engagement}
          filtered={any || sought !== undefined}
          onClear={() => {
            seek(undefined);
            clear();
          }}
          empty={
            <Empty title={say("empty")}>
              {answersForPlace(role) ? (
                <>
                  <p className="soft">{say("emptyHint")}</p>
                  <Button onClick={() => void navigate(`/today?site=${site}`)}>{say("showQr")}</Button>
                </>
              ) : (
                <p className="soft">{say(takes ? "emptyCompany" : "emptyOffice")}</p>
              )}
            </Empty>
          }
        />
      </section>
      <WorkerForm site={site} crews={crews} contractors={contractors} open={open === "add"} onClose={() => setOpen(undefined)} onAdded={refresh} />
      <WorkerImport site={site} open={open === "import"} onClose={() => setOpen(undefined)} onTaken={refresh} />
      <FaceImport site={site} open={open === "faces"} onClose={() => setOpen(undefined)} onTaken={refresh} />
      <WorkerExport site={site} filter={query} columns={chosen} open={open === "export"} onClose={() => setOpen(undefined)} />
    </>
  );
}
