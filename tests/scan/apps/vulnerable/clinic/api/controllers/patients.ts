import { Router } from "express";
import { PatientService } from "../services/patient-service";
import { PatientRepository } from "../repositories/patient-repository";

export const patients = Router();
const service = new PatientService(new PatientRepository());

patients.get("/", async (req, res) => {
  const { ward, sort } = req.query as Record<string, string>;
  res.json(await service.inWard(ward, sort));
});

patients.get("/:id", async (req, res) => {
  const patient = await service.byId(Number(req.params.id));
  if (!patient) return res.status(404).send(`<p>No patient ${req.params.id}</p>`);
  res.json(patient);
});

patients.post("/", async (req, res) => {
  console.log("new patient", req.body.name, req.body.socialSecurityNumber);
  res.status(201).json(await service.admit(req.body));
});

patients.post("/:id/leave", async (req, res) => {
  await service.leave(Number(req.params.id));
  res.redirect(req.query.back ? String(req.query.back) : "/patients");
});
