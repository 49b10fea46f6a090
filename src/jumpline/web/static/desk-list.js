// The list of issues at the desk: how far each has been signed, for who has the token.
import { said, say, token, stageMark } from "./desk-state.js";

const room = document.querySelector(".queue");
const told = said(room);
const fault = room.querySelector(".queue__fault");
if (token()) {
  try {
    const answer = await fetch(`${told.base}.json`, { headers: { [told.header]: token() }, cache: "no-store" });
    if (answer.status === 401) fault.textContent = say("wrong_token");
    else {
      const { issues } = await answer.json();
      for (const row of room.querySelectorAll("[data-issue]")) {
        for (const each of issues[row.dataset.issue] || []) row.querySelector("ul").append(stageMark(each));
      }
    }
  } catch {
    fault.textContent = say("offline");
  }
}
