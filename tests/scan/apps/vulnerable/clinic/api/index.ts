import express from "express";
import cookieParser from "cookie-parser";
import serverless from "serverless-http";
import { patients } from "./controllers/patients";
import { documents } from "./controllers/documents";
import { identify } from "./middleware/identify";
import { failed } from "./middleware/failed";

const app = express();
app.use(express.json());
app.use(cookieParser());
app.use(identify);
app.use("/patients", patients);
app.use("/documents", documents);
app.use(failed);

export const handler = serverless(app, { binary: ["application/pdf"] });
