import { greeting } from "./greeting.js";

async function show() {
  const answer = await fetch("/api/version");
  document.getElementById("greeting").textContent = greeting(await answer.json());
}

show();
