/** Outbreak areas: the places, the lists they came by, and the names that nobody knows. */
import { UploadOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Tabs } from "antd";
import { useState } from "react";

import { useMe } from "../account/me";
import { useFilters } from "../list/filters";
import { Page } from "../shell/page";
import { AreaImport } from "./area-import";
import { AreaLists } from "./area-lists";
import { Areas } from "./areas";
import { UnreadPlaces } from "./unread-places";
import { areaWords } from "./words";

export default function AreasPage() {
  const say = areaWords.useWords();
  const queries = useQueryClient();
  const { filters, change } = useFilters("tab");
  const [importing, setImporting] = useState(false);
  // Who changes areas; the platform decides.
  const may = useMe().role === "district";
  const refresh = () => {
    for (const key of ["areas", "area-lists", "unread-places", "overview", "workers"]) {
      void queries.invalidateQueries({ queryKey: [key] });
    }
  };
  const open = () => setImporting(true);
  const tabs = [
    { key: "areas", label: say("areas"), children: <Areas may={may} onChanged={refresh} onImport={open} /> },
    { key: "lists", label: say("lists"), children: <AreaLists may={may} onChanged={refresh} /> },
    ...(may ? [{ key: "places", label: say("places"), children: <UnreadPlaces onChanged={refresh} /> }] : []),
  ];
  return (
    <Page
      title={say("title")}
      lead={say("lead")}
      actions={
        may && (
          <Button type="primary" icon={<UploadOutlined />} onClick={open}>
            {say("import")}
          </Button>
        )
      }
    >
      <Tabs
        activeKey={tabs.some(({ key }) => key === filters.tab) ? (filters.tab ?? "areas") : "areas"}
        onChange={(tab) => change({ tab: tab === "areas" ? undefined : tab })}
        items={tabs}
      />
      {may && <AreaImport open={importing} onClose={() => setImporting(false)} onTaken={refresh} />}
    </Page>
  );
}
