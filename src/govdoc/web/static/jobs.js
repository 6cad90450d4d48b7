"use strict";
// The running job as it goes; a page that is loaded anew takes it up where it is.
const job = document.getElementById("job");
if (job && job.dataset.over === "no") {
  const field = (name) => job.querySelector(`[data-field="${name}"]`);
  const source = new EventSource("/jobs/progress");
  source.addEventListener("message", (event) => {
    const now = JSON.parse(event.data);
    for (const name of ["word", "progress", "told"]) field(name).textContent = now[name];
    field("share").value = now.share;
    if (now.over) { source.close(); document.getElementById("stop")?.remove(); job.dataset.over = "yes"; }
  });
}
