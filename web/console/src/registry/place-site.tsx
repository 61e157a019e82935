/** The community that a site lies in: its name, and for those who may, a dialog that places the site in another. */
import { EditOutlined } from "@ant-design/icons";
import { Button, Form } from "antd";
import { useState } from "react";

import { api, taken, type Me, type Site } from "@sitewarden/kit/api";

import { useMe } from "../account/me";
import { AskingDialog } from "../form/asking-dialog";
import { CommunityChoice } from "../scope/place-choice";
import { registryWords } from "./words";
import "./place-site.css";

/** Who places sites; the platform decides. */
const PLACES: readonly Me["role"][] = ["district", "town", "system_administrator"];

export function SiteCommunity({ site, onPlaced }: { site: Site; onPlaced: () => void }) {
  const say = registryWords.useWords();
  const may = PLACES.includes(useMe().role);
  const [open, setOpen] = useState(false);
  return (
    <>
      {site.community_name ?? <span className="soft">—</span>}
      {may && (
        <Button
          className="place-site"
          type="text"
          size="small"
          icon={<EditOutlined />}
          aria-label={say("placeSite", { name: site.name })}
          onClick={() => setOpen(true)}
        />
      )}
      {open && <PlaceDialog site={site} onPlaced={onPlaced} onClose={() => setOpen(false)} />}
    </>
  );
}

function PlaceDialog({ site, onPlaced, onClose }: { site: Site; onPlaced: () => void; onClose: () => void }) {
  const say = registryWords.useWords();
  const [form] = Form.useForm<{ community?: string }>();
  return (
    <AskingDialog
      name="place-site"
      form={form}
      open
      title={say("placeSite", { name: site.name })}
      lead={say("placeSiteLead", { town: site.town_name })}
      go={say("placeSiteGo")}
      fields={["community"]}
      initial={site.community == null ? {} : { community: site.community }}
      send={({ community }) =>
        taken(api.PUT("/sites/{site}/community", { params: { path: { site: site.id } }, body: { community: community ?? null } }))
      }
      onDone={onPlaced}
      onClose={onClose}
    >
      <CommunityChoice town={site.town} optional />
    </AskingDialog>
  );
}
