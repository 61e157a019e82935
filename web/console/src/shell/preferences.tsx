/** Language and scheme, kept on this device. */
import { MoonOutlined, SunOutlined } from "@ant-design/icons";
import { Button } from "antd";

import { chooseLanguage, useLanguage } from "@sitewarden/kit/i18n";
import { chooseScheme, useScheme } from "@sitewarden/kit/scheme";

import { shellWords } from "./words";

export function Preferences() {
  const say = shellWords.useWords();
  const language = useLanguage();
  const dark = useScheme() === "dark";
  const other = language === "en" ? "zh-CN" : "en";
  return (
    <>
      <Button type="text" lang={other} onClick={() => chooseLanguage(other)}>
        {say("otherLanguage")}
      </Button>
      <Button
        type="text"
        icon={dark ? <SunOutlined /> : <MoonOutlined />}
        aria-label={say(dark ? "toLight" : "toDark")}
        title={say(dark ? "toLight" : "toDark")}
        onClick={() => chooseScheme(dark ? "light" : "dark")}
      />
    </>
  );
}
