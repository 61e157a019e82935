/** Cards that were just made, on the screen and, apart from everything else, on paper. */
import { PrinterOutlined } from "@ant-design/icons";
import { Button, Modal } from "antd";
import { createPortal } from "react-dom";

import type { components } from "@sitewarden/kit/api";

import { shellWords } from "../shell/words";
import { cardWords } from "./words";
import "./card-sheet.css";

export type SignInCard = components["schemas"]["SignInCard"];

export function CardSheet({ cards, onClose }: { cards: SignInCard[]; onClose: () => void }) {
  const say = cardWords.useWords();
  const shell = shellWords.useWords();
  return (
    <>
      <Modal
        open
        width={760}
        styles={{ body: { maxHeight: "60vh", overflowY: "auto" } }}
        title={say("ready")}
        onCancel={onClose}
        closable={{ "aria-label": shell("close") }}
        footer={[
          <Button key="close" onClick={onClose}>
            {shell("close")}
          </Button>,
          <Button key="print" type="primary" icon={<PrinterOutlined />} onClick={() => print()}>
            {say("print")}
          </Button>,
        ]}
      >
        <p className="soft">{say("once")}</p>
        <Cards cards={cards} />
      </Modal>
      {createPortal(
        <div className="cards-on-paper" aria-hidden="true">
          <Cards cards={cards} />
        </div>,
        document.body,
      )}
    </>
  );
}

function Cards({ cards }: { cards: SignInCard[] }) {
  const say = cardWords.useWords();
  return (
    <ul className="sign-in-cards">
      {cards.map((card) => (
        <li key={card.person} className="sign-in-card">
          {/* As an image the platform's own SVG can carry no script. */}
          <img alt={say("qr", { name: card.name })} src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(card.svg)}`} />
          <div>
            <strong>{card.name}</strong>
            {card.crew != null && <span>{card.crew}</span>}
            <small>{say("code")}</small>
            <span className="sign-in-card-code">{card.code}</span>
            <small lang="zh-CN">{cardWords.texts["zh-CN"].scan}</small>
            <small lang="en">{cardWords.texts.en.scan}</small>
          </div>
        </li>
      ))}
    </ul>
  );
}
