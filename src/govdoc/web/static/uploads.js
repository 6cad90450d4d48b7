"use strict";
// Before files are sent: too large ones are told at once, and a second press sends nothing twice.
for (const form of document.querySelectorAll("form.upload")) {
  form.addEventListener("submit", (event) => {
    const chosen = [...form.querySelectorAll("input[type=file]")].flatMap((one) => [...one.files]);
    const most = Number(form.dataset.most);
    if (chosen.reduce((sum, one) => sum + one.size, 0) > most * 1024 * 1024) {
      event.preventDefault();
      tell(`文件超过 ${most} MB，请拆分或精简后再上传。`, true);
      return;
    }
    for (const button of form.querySelectorAll("button")) button.disabled = true;
    tell("正在上传和读取，请稍候……");
    clearTimeout(tell.timer);
  });
}
