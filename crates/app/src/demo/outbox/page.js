/** The demo's message outbox: shows what is sent as it is sent, in the language chosen on the platform's pages. */

const WORDS = {
  "zh-CN": {
    title: "短信收件箱",
    other: "English",
    hint: "演示不真的发短信。发给每部手机的，都在这里。",
    nothing: "还没有短信。到工人的手机页面点“获取登录码”，这里马上就有。",
    worker: "打开手机页面",
    line: "连不上演示，正在重试…",
    to: "发给",
  },
  en: {
    title: "Message outbox",
    other: "中文",
    hint: "The demo sends no real text messages. What each phone would get stands here.",
    nothing: "No message yet. Press “Get a code” on the worker's phone page, and it is here at once.",
    worker: "Open the phone page",
    line: "The demo does not answer. Trying again…",
    to: "To",
  },
};

const KEY = "sitewarden.language";
const AGAIN_MS = 2_000;

const byId = (id) => document.getElementById(id);
let language = localStorage.getItem(KEY) === "en" ? "en" : "zh-CN";
let messages = null;
let read = 0;

function say() {
  const words = WORDS[language];
  document.documentElement.lang = language;
  document.title = words.title;
  for (const id of ["title", "hint", "nothing", "worker", "line"]) byId(id).textContent = words[id];
  byId("language").textContent = words.other;
  byId("language").lang = language === "en" ? "zh-CN" : "en";
}

/** The text with its code set large. */
function textOf(text) {
  const line = document.createElement("p");
  for (const part of text.split(/(\d{6})/)) {
    if (/^\d{6}$/.test(part)) {
      const code = document.createElement("strong");
      code.textContent = part;
      line.append(code);
    } else {
      line.append(part);
    }
  }
  return line;
}

function row(message) {
  const item = document.createElement("li");
  const head = document.createElement("div");
  const phone = document.createElement("span");
  const digits = message.phone.replace(/^(\d{3})(\d{4})(\d{4})$/, "$1 $2 $3");
  phone.textContent = `${WORDS[language].to} ${digits}`;
  const time = document.createElement("time");
  time.dateTime = message.at;
  time.textContent = new Date(message.at).toLocaleTimeString(language, { hour12: false });
  head.append(phone, time);
  item.append(head, textOf(language === "en" ? message.text.en : message.text.zh));
  if (message.number > read) item.dataset.fresh = "";
  return item;
}

function show() {
  say();
  if (messages === null) return;
  byId("none").hidden = messages.length > 0;
  byId("messages").replaceChildren(...messages.map(row));
}

async function listen() {
  let after = null;
  for (;;) {
    try {
      const query = after === null ? "" : `?after=${after}`;
      const response = await fetch(`/demo/outbox/messages${query}`, { cache: "no-store" });
      if (!response.ok) throw new Error(`${response.status}`);
      const answer = await response.json();
      byId("line").hidden = true;
      if (answer.count !== after) {
        read = after ?? answer.count;
        messages = answer.messages;
        show();
      }
      after = answer.count;
    } catch {
      byId("line").hidden = false;
      await new Promise((wait) => setTimeout(wait, AGAIN_MS));
    }
  }
}

byId("language").addEventListener("click", () => {
  language = language === "en" ? "zh-CN" : "en";
  localStorage.setItem(KEY, language);
  show();
});
say();
void listen();
